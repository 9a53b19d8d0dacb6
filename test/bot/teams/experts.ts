import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { buttonsOf, type TeamsServer, type Thread } from './teams-server.ts'

const TENANT = 'contoso'
export const CHANNEL = '19:it-cases@thread.tacv2'
const BOT = { id: '28:12345678-1234-1234-1234-123456789abc', name: 'Activation support' }
export const IN_TEAMS = { BOT_EMULATOR: '1', HANDOFF_TEAMS_CHANNEL: CHANNEL, HANDOFF_TEAMS_TENANT: TENANT }

/** Somebody in Teams, and where they are. */
export type Someone = { name: string; aadObjectId?: string | undefined; tenant?: string; channel?: string }
export const ANNA: Someone = { name: 'Anna', aadObjectId: 'aad-anna' }
export const BEN: Someone = { name: 'Ben', aadObjectId: 'aad-ben' }

type At = { bot: string; teams: TeamsServer }

/** Sends what Teams would send for somebody in a thread of a channel, or in the channel itself. */
export async function send({ bot, teams }: At, who: Someone, activity: object, thread?: string): Promise<Response> {
  const { name, aadObjectId, tenant = TENANT, channel = CHANNEL } = who
  return await fetch(`${bot}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: teams.url,
      from: { id: `29:${name}`, name, ...(aadObjectId !== undefined && { aadObjectId }) },
      recipient: BOT,
      conversation: {
        id: thread === undefined ? channel : `${channel};messageid=${thread}`,
        conversationType: 'channel',
        isGroup: true,
        tenantId: tenant,
      },
      channelData: { tenant: { id: tenant }, team: { id: '19:it@thread.tacv2' }, channel: { id: channel } },
      ...activity,
    }),
  })
}

/** The app is added to the team. */
export async function install(at: At): Promise<void> {
  const added = { type: 'conversationUpdate', membersAdded: [{ id: BOT.id }] }
  expect((await send(at, ANNA, added)).status).toBe(200)
}

/** Clicks a button of the card as it is shown; resolves with what comes back for who clicked. */
export async function click(
  at: At,
  who: Someone,
  { thread, title, words }: { thread: Thread; title: string; words?: string },
): Promise<{ statusCode: number; type: string; value: unknown }> {
  const button = buttonsOf(thread.card).find((one) => one.title === title)
  if (!button) throw new Error(`No button ${title}: ${buttonsOf(thread.card).map((one) => one.title)}`)
  const data = { ...button.data, ...(words !== undefined && { words }) }
  const value = { action: { type: 'Action.Execute', verb: 'case', data } }
  const invoke = { type: 'invoke', name: 'adaptiveCard/action', replyToId: thread.id, value }
  const response = await send(at, who, invoke, thread.id)
  expect(response.status).toBe(200)
  return (await response.json()) as { statusCode: number; type: string; value: unknown }
}

/** Replies in the thread of a card with a mention of the bot. */
export async function reply(at: At, who: Someone, thread: Thread, words: string): Promise<void> {
  const mention = { type: 'mention', mentioned: BOT, text: `<at>${BOT.name}</at>` }
  const message = { type: 'message', text: `<at>${BOT.name}</at> ${words}`, entities: [mention] }
  expect((await send(at, who, message, thread.id)).status).toBe(200)
}

/** A person in the web chat whose case goes to IT. */
export async function openCase(bot: string, error = '0x80070422 in office'): Promise<DirectLineClient> {
  const chat = await DirectLineClient.start(bot)
  for (const text of [error, "I'm not an admin", 'ok send it']) await chat.post({ text })
  return chat
}

/** What the person in the web chat has read. */
export async function heard(chat: DirectLineClient): Promise<string[]> {
  const { activities } = await chat.read()
  return activities
    .filter(({ from }) => from.role === 'bot')
    .map((activity) => String(activity['text'] ?? activity['summary'] ?? ''))
}
