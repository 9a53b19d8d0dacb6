import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { libraryProblems } from '../../dialogs/card-check.ts'
import { type CaseBot, startCaseBot } from '../cases/case-bot.ts'
import type { DirectLineClient } from '../direct-line-client.ts'
import { ANNA, BEN, CHANNEL, click, heard, IN_TEAMS, install, openCase, reply, type Someone, send } from './experts.ts'
import { buttonsOf, TeamsServer, type Thread, wordsOf } from './teams-server.ts'

let running: CaseBot
let teams: TeamsServer
let at: { bot: string; teams: TeamsServer }
beforeAll(async () => {
  teams = await new TeamsServer().start()
  running = await startCaseBot(IN_TEAMS)
  at = { bot: running.bot.url, teams }
  await install(at)
})
afterAll(async () => {
  await running.bot.stop(1000)
  await teams.stop()
})

/** A case in the channel, and the person it belongs to. */
async function newCase(error?: string): Promise<{ chat: DirectLineClient; thread: Thread; number: string }> {
  const before = teams.threads.length
  const chat = await openCase(running.bot.url, error)
  await expect.poll(() => teams.threads.length, { timeout: 8000 }).toBe(before + 1)
  const [newest] = await running.bot.cases.cases({ limit: 1 })
  return { chat, thread: teams.newest, number: newest?.number ?? '' }
}

const shows = (thread: Thread) => expect.poll(() => wordsOf(thread.card), { timeout: 8000 })
const hears = (chat: DirectLineClient) => expect.poll(async () => (await heard(chat)).at(-1), { timeout: 8000 })
const titles = (thread: Thread) => buttonsOf(thread.card).map(({ title }) => title)

describe('createChannelSink', () => {
  it('posts one card per case, with what it is about and what can be done', async () => {
    const { thread, number } = await newCase()
    expect(thread.channel).toBe(CHANNEL)
    expect(wordsOf(thread.card)).toContain(number)
    expect(wordsOf(thread.card)).toContain('0x80070422')
    expect(titles(thread)).toEqual([
      ...['Claim', 'Answer', 'Ask for information', 'Resolve'],
      'Command to collect more',
    ])
    expect(libraryProblems(thread.card.attachments?.[0]?.content)).toEqual([])
    const found = await running.bot.cases.case(number)
    expect(found?.links).toMatchObject([
      {
        sink: 'teams',
        remote: `${CHANNEL};messageid=${thread.id}`,
        url: expect.stringContaining(`/${thread.id}?tenantId=`),
      },
    ])
  })

  it('says below the card what the person writes later', async () => {
    const { chat, thread, number } = await newCase()
    await click(at, ANNA, { thread, title: 'Ask for information', words: 'Which Office is it?' })
    await hears(chat).toContain('Which Office is it?')
    await chat.post({ text: 'Office 2019\nsince **Monday**' })
    await expect.poll(() => thread.replies.length, { timeout: 8000 }).toBe(1)
    expect(wordsOf(thread.replies[0] ?? {})).toBe(`The person on ${number}: \nOffice 2019\nsince **Monday**`)
    await shows(thread).toContain('Anna has it')
    expect(teams.threads.filter(({ id }) => id === thread.id)).toHaveLength(1)
  })

  it('shows words of people as text, whatever they are', async () => {
    const { thread } = await newCase('0x80070422 in office [APPROVED](https://evil.example) <at>Everyone</at> **x**')
    const written = JSON.stringify(thread.card)
    expect(written).not.toMatch(/"TextBlock"|"FactSet"|"type":"Fact"/)
    expect([...written.matchAll(/"url":"([^"]*)"/g)].filter(([, url]) => url?.includes('evil'))).toEqual([])
  })

  it('tells the channel when an answer could not arrive, with the text to copy', async () => {
    const before = teams.threads.length
    const person: Someone = { name: 'Uma', aadObjectId: '87654321-4321-4321-4321-cba987654321', channel: 'a:uma' }
    for (const text of ['0x80070422 in office', "I'm not an admin", 'ok send it'])
      await send(at, person, { type: 'message', text, conversation: { id: 'a:uma', tenantId: 'contoso' } })
    await expect.poll(() => teams.threads.length, { timeout: 8000 }).toBe(before + 1)
    const thread = teams.newest
    expect(buttonsOf(thread.card)[4]).toMatchObject({
      title: 'Chat with the person',
      url: expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/chat\/0\/0\?users=8:orgid:87654321-/),
    })
    const removal = { type: 'installationUpdate', action: 'remove', conversation: { id: 'a:uma', tenantId: 'contoso' } }
    await send(at, person, { ...removal, channelData: { tenant: { id: 'contoso' } } })
    await click(at, ANNA, { thread, title: 'Answer', words: 'Start the service.' })
    await shows(thread).toContain('did not arrive')
    await expect
      .poll(() => wordsOf(thread.replies.at(-1) ?? {}), { timeout: 8000 })
      .toMatch(/did not arrive[\s\S]*Start the service\./)
  })
})

describe('createExpertDesk', () => {
  it('brings a case from claim to solved, by buttons and by words in the thread', async () => {
    const { chat, thread, number } = await newCase()
    const claimed = await click(at, ANNA, { thread, title: 'Claim' })
    expect(wordsOf(claimed.value as never)).toContain('Anna has it')
    await shows(thread).toContain('Anna has it')
    await hears(chat).toContain(`Anna has ${number} now.`)
    await reply(at, ANNA, thread, 'Start the service "Software Protection".')
    await hears(chat).toContain('Start the service "Software Protection".')
    await shows(thread).toMatch(/Anna: Start the service "Software Protection"\..*arrived/)
    await click(at, ANNA, { thread, title: 'Resolve', words: 'The service was off.' })
    await hears(chat).toContain('Does it work now?')
    await shows(thread).toContain('resolved by Anna')
    await expect.poll(() => titles(thread)).toEqual(['Reopen'])
    await click(at, BEN, { thread, title: 'Reopen' })
    await shows(thread).toContain('Anna has it')
    expect((await running.bot.cases.audit(number)).map(({ move }) => move)).toEqual(
      expect.arrayContaining(['open', 'claim', 'answer', 'resolve', 'reopen']),
    )
  })

  it('tells who comes second, and lets them take it over on purpose', async () => {
    const { thread, number } = await newCase()
    const seen = structuredClone(thread)
    await click(at, ANNA, { thread: seen, title: 'Claim' })
    const late = await click(at, BEN, { thread: seen, title: 'Claim' })
    expect(wordsOf(late.value as never)).toContain('Anna has this case already.')
    const refused = await click(at, BEN, { thread: seen, title: 'Answer', words: 'Me too' })
    expect(wordsOf(refused.value as never)).toContain('"Assign to me" takes it over')
    await shows(thread).toContain('Anna has it')
    await click(at, BEN, { thread, title: 'Assign to me' })
    expect((await running.bot.cases.case(number))?.owner).toEqual({ id: 'aad-ben', name: 'Ben', via: 'teams' })
    expect((await running.bot.cases.case(number))?.entries).toEqual([])
  })

  it('makes a move once, however often Teams delivers it', async () => {
    const { thread, number } = await newCase()
    const data = { ...buttonsOf(thread.card)[1]?.data, words: 'Only once.' }
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', id: `f:${thread.id}`, value: { action: { data } } }
    for (const _ of [1, 2, 3]) await send(at, ANNA, invoke, thread.id)
    expect((await running.bot.cases.case(number))?.entries.map(({ text }) => text)).toEqual(['Only once.'])
  })

  it('does not resolve what has gone on since', async () => {
    const { chat, thread, number } = await newCase()
    const seen = structuredClone(thread)
    await chat.post({ text: 'write to it' })
    await chat.post({ text: 'wait, there is more' })
    await expect.poll(async () => (await running.bot.cases.case(number))?.version).toBe(1)
    const answer = await click(at, ANNA, { thread: seen, title: 'Resolve', words: 'Done.' })
    expect(wordsOf(answer.value as never)).toContain('has changed meanwhile')
    expect(await running.bot.cases.case(number)).toMatchObject({ status: 'open' })
  })

  it('takes Action.Submit of clients that know no other, and answers below the card', async () => {
    const { thread, number } = await newCase()
    const [claim] = buttonsOf(thread.card)
    const submit = { type: 'message', value: claim?.data, replyToId: thread.id }
    expect((await send(at, ANNA, submit, thread.id)).status).toBe(200)
    await shows(thread).toContain('Anna has it')
    await send(at, BEN, submit, thread.id)
    await expect.poll(() => wordsOf(thread.replies.at(-1) ?? {})).toContain(`${number}: Anna has this case already.`)
  })

  it('leaves alone what experts say to each other', async () => {
    const { thread, number } = await newCase()
    await send(at, ANNA, { type: 'message', text: 'who takes this?' }, thread.id)
    expect(await running.bot.cases.case(number)).toMatchObject({ status: 'open', entries: [] })
    expect(thread.replies).toEqual([])
  })

  it.each<[string, Someone]>([
    ['from another organisation', { ...ANNA, tenant: 'fabrikam' }],
    ['from a card that was forwarded to another channel', { ...ANNA, channel: '19:other@thread.tacv2' }],
    ['of somebody who is in no directory', { name: 'Guest' }],
  ])('T26 refuses a click %s', async (_, somebody) => {
    const { thread, number } = await newCase()
    for (const title of ['Claim', 'Resolve', 'Answer']) {
      const answer = await click(at, somebody, { thread, title, words: 'x' })
      expect(answer).toMatchObject({ type: 'application/vnd.microsoft.activity.message' })
    }
    await reply(at, somebody, thread, 'close it')
    expect(await running.bot.cases.case(number)).toMatchObject({ status: 'open', version: 0, entries: [] })
  })
})
