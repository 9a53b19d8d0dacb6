import { type Activity, type ConversationReference, type TurnContext, TurnContext as Turns } from 'botbuilder'

import type { InboundActivity } from './activity.ts'
import { parseActivity } from './activity.ts'
import type { SupportAdapter } from './adapter.ts'
import type { Deliveries, DeliveryPorts } from './deliveries.ts'
import { toHappening } from './event.ts'
import type { Guard } from './guard.ts'
import { HttpError, type Route, readJson } from './http/index.ts'
import type { InvokeAnswer } from './invoke-answer.ts'
import type { Log } from './log.ts'
import { CARD } from './reply-activity.ts'
import { type ConversationName, sha256 } from './store/index.ts'
import type { Inbound, TakeTurn } from './turn.ts'

export type SupportBotPorts = {
  adapter: SupportAdapter
  guard: Guard
  takeTurn: TakeTurn
  deliveries: Pick<Deliveries, 'deliver'>
  /** Takes what is not for a conversation; undefined for everything else. */
  answerAside?: (activity: InboundActivity) => Promise<Aside | undefined>
  log: Pick<Log, 'warn'>
}

/** What came of an activity outside of any conversation, with the answer to an invoke. */
export type Aside = { body?: object | undefined }

/** `POST /api/messages`: Teams and the other channels of the Bot Framework. */
export function createSupportBot(ports: SupportBotPorts): Route {
  return {
    method: 'post',
    path: '/api/messages',
    handle: async ({ request }) => {
      let body: unknown
      const activity = await ports.guard(request.headers.authorization, async () => {
        body = await readJson(request)
        return parseActivity(body)
      })
      const aside = await ports.answerAside?.(activity)
      if (aside) return { status: 200, ...(activity.type === 'invoke' && { body: aside.body ?? {} }) }
      if (!toHappening(activity, [])) return { status: activity.type === 'invoke' ? 501 : 200 }
      const inbound = toInbound(activity, body)
      let invoked: InvokeAnswer | undefined
      await ports.adapter.receive(activity as Partial<Activity>, async (context) => {
        invoked = await runTurn(ports, inbound, context)
      })
      return activity.type === 'invoke' ? { status: 200, body: invoked ?? {} } : { status: 200 }
    },
  }
}

/** How a conversation is reached outside of a turn, by what its last activity said; `isTrusted` judges the address. */
export function createReach(adapter: SupportAdapter, isTrusted: (url: string) => boolean): DeliveryPorts['reach'] {
  return async ({ reference }, work) => {
    const known: Partial<ConversationReference> = JSON.parse(reference ?? '{}')
    if (!isTrusted(known.serviceUrl ?? '')) throw new Error('The stored service URL is not one of a channel.')
    await adapter.resume(known, (context) => work(adapter.posting(context, known)))
  }
}

async function runTurn(
  { adapter, takeTurn, deliveries, log }: SupportBotPorts,
  inbound: Inbound,
  context: TurnContext,
): Promise<InvokeAnswer | undefined> {
  const { conversation, invoked, replayed, taken } = await takeTurn(inbound)
  const update = invoked && !replayed ? updateCard(context, inbound.activity, invoked) : Promise.resolve()
  // A card that stays as it was does no harm: its buttons are answered as an earlier step.
  const updated = update.catch((error) =>
    log.warn({ event: 'not-updated', conversation: conversation.slice(0, 12), error }),
  )
  await deliveries.deliver(conversation, adapter.posting(context), taken)
  await updated
  return invoked
}

/** The answer to the click changes the card for who clicked, until Teams loads it again; this changes the message. */
async function updateCard(context: TurnContext, { replyToId }: InboundActivity, { type, value }: InvokeAnswer) {
  if (replyToId === undefined || type !== CARD) return
  const attachments = [{ contentType: CARD, content: value }]
  await context.updateActivity({ type: 'message', id: replyToId, attachments })
}

function toInbound(activity: InboundActivity, body: unknown): Inbound {
  const { from, recipient, conversation, channelId: channel, serviceUrl } = activity
  if (!from || !recipient || !conversation || !channel || !serviceUrl) throw new HttpError(400, 'BadActivity')
  const { id, tenantId: tenant } = conversation
  const name: ConversationName = { channel, conversation: id, ...(tenant !== undefined && { tenant }) }
  const reference = JSON.stringify(Turns.getConversationReference(activity as Partial<Activity>))
  return {
    activity,
    // Updates can come without an id: then the same content is the same activity.
    id: activity.id ?? sha256(JSON.stringify(body)),
    opening: { name, person: from.aadObjectId ?? from.id, locale: activity.locale ?? 'en', reference },
    profile: channel === 'msteams' ? 'teams' : 'webchat',
    person: { id: from.id, ...(from.name !== undefined && { name: from.name }) },
    bot: { id: recipient.id, ...(recipient.name !== undefined && { name: recipient.name }) },
    files: attachedFiles(activity),
    delivery: 'post',
  }
}

// Teams adds the message itself once more as HTML, and cards are not files.
function attachedFiles({ attachments }: InboundActivity): Inbound['files'] {
  return (attachments ?? [])
    .filter(
      ({ contentType, name }) =>
        name !== undefined || !/^(text\/html|application\/vnd\.microsoft\.card)/.test(contentType),
    )
    .map(({ contentType, name = 'file' }) => ({ name, mediaType: contentType }))
}
