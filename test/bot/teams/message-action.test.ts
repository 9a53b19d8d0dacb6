import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../../bot/knowledge.ts'
import { libraryProblems } from '../../dialogs/card-check.ts'
import { type CaseBot, startCaseBot } from '../cases/case-bot.ts'
import { Connector } from '../connector.ts'

const PASTE = readFileSync(new URL('../../fixtures/pastes/office-2013-act-0xC004F074.txt', import.meta.url), 'utf8')
const APP = '12345678-1234-1234-1234-123456789abc'
const KEY = 'VBCDF-GHJKM-23456-NPQRT-VWXY7'

type Element = { type: string; id?: string; inlines?: { text: string }[]; choices?: { value: string }[] }
type Action = { type: string; title: string; data?: { texts: string[] }; url?: string }
type Card = { body: Element[]; actions: Action[] }

let running: CaseBot
let connector: Connector
beforeAll(async () => {
  connector = await new Connector().start()
  const knowledge = await loadKnowledge()
  running = await startCaseBot({ BOT_EMULATOR: '1' }, { knowledge: () => knowledge })
})
afterAll(async () => {
  await running.bot.stop(1000)
  await connector.stop()
})

async function invoke(name: string, value: object): Promise<Response> {
  return await fetch(`${running.bot.url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      type: 'invoke',
      name: `composeExtension/${name}`,
      id: randomUUID(),
      channelId: 'msteams',
      serviceUrl: connector.url,
      from: { id: 'megan', name: 'Megan', aadObjectId: 'aad-megan' },
      recipient: { id: `28:${APP}`, name: 'Support' },
      conversation: { id: 'somebodys-chat', tenantId: 'contoso', conversationType: 'groupChat' },
      value,
    }),
  })
}

async function cardOf(response: Response): Promise<Card> {
  expect(response.status).toBe(200)
  const { task } = (await response.json()) as { task: { type: string; value: { card: { content: Card } } } }
  expect(task.type).toBe('continue')
  const card = task.value.card.content
  expect(libraryProblems(card)).toEqual([])
  expect(JSON.stringify(card).length).toBeLessThan(25 * 1024)
  return card
}

const ask = async (content: string, contentType = 'html') =>
  await cardOf(await invoke('fetchTask', { commandId: 'diagnose', messagePayload: { body: { contentType, content } } }))

/** Goes on from a card as Teams does: with its data, and what stands in its inputs. */
async function goOn({ actions }: Card, inputs: { answer?: string; more?: string }): Promise<Card> {
  const data = { ...actions[0]?.data, ...inputs }
  return await cardOf(await invoke('submitAction', { commandId: 'diagnose', commandContext: 'message', data }))
}

const toHtml = (text: string) =>
  `<div>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')}</div>`
const textOf = ({ body }: Card) =>
  body
    .flatMap(({ inlines }) => inlines ?? [])
    .map(({ text }) => text)
    .join('\n')

describe('answerMessageAction', () => {
  it('says what an error means, asks on, and shows the command with where it is written', async () => {
    const card = await ask(toHtml(PASTE))
    expect(textOf(card)).toContain('Is Office installed on the KMS host itself?')
    const [choices] = card.body.filter(({ type }) => type === 'Input.ChoiceSet')
    expect(choices?.choices?.map(({ value }) => value)).toContain('No')
    const next = await goOn(card, { answer: 'No' })
    expect(textOf(next)).toContain('See which KMS host Office asked')
    expect(JSON.stringify(next.body)).toContain('wevtutil qe Application')
    expect(textOf(next)).toMatch(/lines? \d+/)
    const later = await goOn(next, { more: 'the event says kms01.corp.example:1688' })
    expect(textOf(later)).toContain('What is the first code in event 12288?')
  })

  it('posts nothing and keeps nothing', async () => {
    await ask(toHtml(`CANARY-77 ${PASTE}`))
    expect(connector.posted).toEqual([])
    const database = new Database(join(running.config.dataDir, 'bot.db'), { readonly: true })
    const tables = ['conversations', 'turns', 'transcript', 'misses', 'events', 'outbox']
    const rows = tables.map((table) => database.prepare(`select count(*) as n from ${table}`).get())
    database.close()
    expect(rows).toEqual(tables.map(() => ({ n: 0 })))
    expect(JSON.stringify(running.lines)).not.toContain('CANARY')
  })

  it('hides keys before anything is shown', async () => {
    const card = await ask(toHtml(`slmgr /ipk ${KEY} says 0xC004F050`))
    expect(JSON.stringify(card)).not.toContain(KEY)
    expect(textOf(card)).toContain('0xC004F050')
  })

  it('says which document it is from', async () => {
    expect(textOf(await ask('<p>0xC004F074 office 2013</p>'))).toMatch(
      /From: Office could not reach .* › .* \(lines \d+/,
    )
  })

  it('offers the chat with the codes in the box, and no words of the message', async () => {
    const { actions } = await ask(toHtml('0xC004F074 office https://evil.example'))
    expect(actions.map(({ type }) => type)).toEqual(['Action.Submit', 'Action.OpenUrl'])
    expect(actions[1]?.url).toBe(`https://teams.microsoft.com/l/chat/0/0?users=28:${APP}&message=0xC004F074`)
  })

  it('calls nobody', async () => {
    const card = await ask('<p>I want to talk to a person</p>')
    expect(JSON.stringify(card.body)).not.toMatch(/Send to IT|Send it/)
    expect(textOf(card)).toContain('Open the chat and say “talk to a person”')
    expect((await running.bot.cases.cases({ limit: 1 })).length).toBe(0)
  })

  it('asks for the text of a message that has none', async () => {
    const card = await ask('<img src="https://evil.example/x.png">')
    expect(textOf(card)).toContain('There is no text in this message')
    expect(textOf(await goOn(card, { more: '0xC004F074 office 2013' }))).toContain(
      'Is Office installed on the KMS host',
    )
  })

  it('shows words of others as text, and only ever its own links', async () => {
    const hostile = '[APPROVED](https://evil.example) <at>Everyone</at> kms host is evil.example 0xC004F074 office'
    const written = JSON.stringify(await ask(toHtml(hostile)))
    expect(written).not.toContain('"TextBlock"')
    expect([...written.matchAll(/"url":"([^"]*)"/g)].map((found) => URL.parse(found[1] ?? '')?.hostname)).toEqual(
      expect.not.arrayContaining(['evil.example']),
    )
  })

  it('reads the beginning of a long message, and says so', async () => {
    const card = await ask(toHtml(`${PASTE}\n${'line of a log\n'.repeat(8000)}`))
    expect(textOf(card)).toContain('only its beginning was read')
    expect(textOf(card)).toContain('Is Office installed on the KMS host itself?')
    const answered = await goOn(card, { answer: 'No', more: 'x'.repeat(6000) })
    expect(answered.actions[0]?.data?.texts.join('').length).toBeLessThanOrEqual(10_000)
  })

  it.each<[string, string, object, number]>([
    [
      'data that is not its own',
      'submitAction',
      { commandId: 'diagnose', data: { kind: 'diagnose', texts: 'x' } },
      400,
    ],
    ['another command', 'fetchTask', { commandId: 'translate' }, 501],
    ['a search', 'query', { commandId: 'diagnose' }, 501],
  ])('refuses %s', async (_, name, value, status) => {
    expect((await invoke(name, value)).status).toBe(status)
  })
})
