import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { parseActivity } from '../../../bot/activity.ts'
import { conversationKey, openSqlite, type Store } from '../../../bot/store/index.ts'
import { noticeInstalls } from '../../../bot/teams-channel/index.ts'
import { newDataDir } from '../test-bot.ts'

const BOT = { id: '28:bot', name: 'Bot' }
const NAME = { channel: 'msteams', tenant: 'contoso', conversation: '19:it@thread.tacv2' }

let store: Store
beforeEach(async () => {
  store = await openSqlite(`${newDataDir()}/bot.db`)
})
afterEach(() => store.close())

/** An event of a team, as Teams sends it. */
async function event(changes: object, team: string | undefined = '19:it@thread.tacv2'): Promise<void> {
  const activity = parseActivity({
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    recipient: BOT,
    from: { id: '29:ann' },
    conversation: { id: NAME.conversation, tenantId: 'contoso', conversationType: 'channel' },
    channelData: { tenant: { id: 'contoso' }, ...(team !== undefined && { team: { id: team } }) },
    ...changes,
  })
  await noticeInstalls(store, activity)
}

const ADDED = { type: 'conversationUpdate', membersAdded: [BOT] }
const REMOVED = { type: 'conversationUpdate', membersRemoved: [BOT] }
const kept = async () =>
  (await store.installs('contoso')).map(({ team, serviceUrl, bot }) => ({ team, serviceUrl, bot }))

describe('noticeInstalls', () => {
  it('keeps how a team is reached, by either of its events, once', async () => {
    await event(ADDED)
    await event({ type: 'installationUpdate', action: 'add', serviceUrl: 'https://smba.trafficmanager.net/amer/' })
    expect(await kept()).toEqual([
      { team: NAME.conversation, serviceUrl: 'https://smba.trafficmanager.net/amer/', bot: '28:bot' },
    ])
  })

  it.each([REMOVED, { type: 'installationUpdate', action: 'remove' }])('forgets it by %j', async (removed) => {
    await event(ADDED)
    await event(ADDED, '19:sales@thread.tacv2')
    await event(removed)
    expect((await kept()).map(({ team }) => team)).toEqual(['19:sales@thread.tacv2'])
  })

  it('forgets how a chat is reached that the bot was removed from', async () => {
    const opening = { name: NAME, person: 'ann', locale: 'en', reference: '{"serviceUrl":"https://x"}' }
    await store.open(opening)
    expect((await store.conversation(conversationKey(NAME)))?.reference).toBeDefined()
    await event({ type: 'installationUpdate', action: 'remove' }, undefined)
    expect((await store.conversation(conversationKey(NAME)))?.reference).toBeUndefined()
  })

  it.each<[string, object]>([
    ['people who come and go', { type: 'conversationUpdate', membersAdded: [{ id: '29:ben' }] }],
    ['messages', { type: 'message', text: 'hello' }],
    ['other channels', { ...ADDED, channelId: 'directline' }],
  ])('keeps nothing of %s', async (_, changes) => {
    await event(changes)
    expect(await kept()).toEqual([])
  })
})
