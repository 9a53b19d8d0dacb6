import type { InboundActivity } from '../activity.ts'
import { conversationKey, type InstallStore } from '../store/index.ts'

/** Keeps how teams are reached that the bot was added to, and forgets those it was removed from. */
export async function noticeInstalls(
  installs: Pick<InstallStore, 'keepInstall' | 'forgetInstall' | 'forgetReference'>,
  activity: InboundActivity,
): Promise<void> {
  const { channelId, conversation, serviceUrl, recipient, channelData } = activity
  const change = changeOf(activity)
  if (change === undefined || channelId !== 'msteams' || !conversation || !serviceUrl || !recipient) return
  const tenant = conversation.tenantId ?? channelData?.tenant?.id
  const team = channelData?.team?.id
  if (change === 'removed') {
    const name = {
      channel: channelId,
      conversation: conversation.id,
      ...(conversation.tenantId !== undefined && { tenant: conversation.tenantId }),
    }
    await installs.forgetReference(conversationKey(name))
  }
  if (tenant === undefined || team === undefined) return
  if (change === 'added') await installs.keepInstall({ tenant, team, serviceUrl, bot: recipient.id })
  else await installs.forgetInstall(tenant, team)
}

function changeOf(activity: InboundActivity): 'added' | 'removed' | undefined {
  const { type, action, membersAdded, membersRemoved, recipient } = activity
  const has = (members: typeof membersAdded) => (members ?? []).some(({ id }) => id === recipient?.id)
  if (type === 'installationUpdate') return action?.startsWith('remove') ? 'removed' : 'added'
  if (type !== 'conversationUpdate') return undefined
  return has(membersAdded) ? 'added' : has(membersRemoved) ? 'removed' : undefined
}
