import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'

import type { News } from '../../../bot/handoff/news.ts'
import { createTicketFiles } from '../../../bot/handoff/ticket-files.ts'
import { entryOf, newsOf } from './news-of.ts'

let place: string
let isErased: boolean
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'tickets-'))
  isErased = false
})

const folder = () => join(place, 'tickets', 'A-1001')
const record = () => JSON.parse(readFileSync(join(folder(), 'ticket.json'), 'utf8'))

async function write(news: News): Promise<void> {
  const cases = { case: async () => (isErased ? undefined : news.case) }
  await createTicketFiles({ cases, readNews: async () => news, titleOf: () => undefined, folder: place })({
    key: 'A-1001',
    payload: {},
  })
}

describe('createTicketFiles', () => {
  it('writes the case, its conversation and its files, for its owner alone', async () => {
    const files = [{ name: 'a b.log', mediaType: 'text/plain', hash: '0123456789', content: Buffer.from('log') }]
    await write(newsOf({ files, transcript: [{ text: 'hello' }] }))
    expect(readdirSync(folder()).sort()).toEqual(['01234567-a_b.log', 'A-1001.transcript', 'ticket.json', 'ticket.md'])
    const modes = [folder(), join(folder(), 'ticket.json')].map((path) => statSync(path).mode & 0o777)
    expect(modes).toEqual([0o700, 0o600])
    expect(readFileSync(join(folder(), 'A-1001.transcript'), 'utf8')).toBe('[\n  {\n    "text": "hello"\n  }\n]\n')
    expect(readFileSync(join(folder(), '01234567-a_b.log'), 'utf8')).toBe('log')
    expect(readFileSync(join(folder(), 'ticket.md'), 'utf8')).toMatch(/^# A-1001: /)
  })

  it('writes for programs what is known, with times that they read', async () => {
    const owner = { id: 'ada', name: 'Ada', via: 'desk' as const }
    const openedAt = Date.UTC(2026, 4, 1)
    const more = { openedAt, changedAt: openedAt + 1000, version: 3, owner, links: [{ sink: 'jira', remote: 'IT-7' }] }
    await write(newsOf({ draft: { topic: 't' }, case: { ...more, entries: [entryOf()] } }))
    expect(record()).toEqual({
      ...{ status: 'open', version: 3, openedAt: '2026-05-01T00:00:00.000Z', changedAt: '2026-05-01T00:00:01.000Z' },
      ...{ channel: 'directline', person: 'dl_1', locale: 'en', owner: 'Ada' },
      ...{ number: 'A-1001', topic: 't', codes: [], facts: {}, tried: [], question: 'Which host is right?' },
      entries: [{ id: 'e1', at: '2026-05-01T09:30:00.000Z', by: 'expert', kind: 'answer', text: 'Use kms02.' }],
      links: more.links,
    })
    expect(readFileSync(join(folder(), 'ticket.json'), 'utf8')).toMatch(/^\{\n {2}"status".*\}\n$/s)
  })

  it('writes nothing of a conversation that the person did not agree to, and no owner where there is none', async () => {
    await write(newsOf({ transcript: [] }))
    expect(readdirSync(folder()).sort()).toEqual(['ticket.json', 'ticket.md'])
    expect(record()).not.toHaveProperty('owner')
  })

  it('writes it again when something is new', async () => {
    await write(newsOf())
    await write(newsOf({ kind: 'changed', case: { status: 'claimed' } }))
    expect(record()).toMatchObject({ status: 'claimed' })
  })

  it('leaves nothing of a case that was erased meanwhile', async () => {
    isErased = true
    await write(newsOf())
    expect(existsSync(folder())).toBe(false)
  })
})
