import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'

import {
  createSinks,
  type Outbound,
  type SinkPorts,
  type SinkSettings,
  sinkNames,
  TICKET_FILES,
} from '../../../bot/handoff/index.ts'
import { newsOf } from './news-of.ts'
import { hookAt, mailTo, ticketsAt } from './sink-bench.ts'

const PARCEL = { key: 'A-1001', payload: { number: 'A-1001' } }
const teams: SinkSettings = { kind: 'teams', name: 'experts', external: false, tenant: 't', channel: '19:abc' }

let asked: Parameters<Outbound>[0][]
let ports: SinkPorts
beforeEach(() => {
  asked = []
  const found = newsOf({ draft: { words: 'SECRET-1 at kms01.corp.local' } }).case
  ports = {
    cases: { case: async () => found, link: async () => {} },
    store: { lines: async () => [], files: async () => [] },
    dataDir: mkdtempSync(join(tmpdir(), 'sinks-')),
    titleOf: () => undefined,
    mask: (text) => text.replaceAll(/SECRET-\w+/g, '[hidden]'),
    site: ['corp.local'],
    pageOf: (number) => `https://help.corp.example/desk/cases/${number}`,
    clock: () => 0,
    outbound: async (request) => {
      asked.push(request)
      return { status: 200, headers: {}, body: '[]', isCut: false }
    },
  }
})

describe('sinkNames', () => {
  it('names the folders first, then every system', () => {
    expect(sinkNames([mailTo(25), hookAt('https://hook.example')])).toEqual([TICKET_FILES, 'mail', 'webhook'])
  })
})

describe('createSinks', () => {
  it('writes folders of its own, and those that are asked for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'share-'))
    const sinks = await createSinks([{ kind: 'file', name: 'share', external: false, folder }], ports)
    expect(Object.keys(sinks)).toEqual([TICKET_FILES, 'share'])
    for (const sink of Object.values(sinks)) await sink(PARCEL)
    for (const place of [ports.dataDir, folder])
      expect(existsSync(join(place, 'tickets', 'A-1001', 'ticket.json'))).toBe(true)
  })

  it('makes a sink of each kind', async () => {
    const settings = [mailTo(25), hookAt('https://hook.example'), ticketsAt('https://it.example', 'zammad')]
    expect(Object.keys(await createSinks(settings, ports))).toEqual([TICKET_FILES, 'mail', 'webhook', 'tickets'])
  })

  it('tells those inside where the case is, and those outside nothing of the house; nobody a secret', async () => {
    const settings = [
      hookAt('https://in.example', { name: 'in' }),
      hookAt('https://out.example', { name: 'out', external: true }),
    ]
    const { in: inside, out } = await createSinks(settings, ports)
    await inside?.(PARCEL)
    await out?.(PARCEL)
    const [first, second] = asked.map(({ body }) => JSON.parse(body ?? '').data.case)
    expect(first).toMatchObject({
      url: 'https://help.corp.example/desk/cases/A-1001',
      words: '[hidden] at kms01.corp.local',
    })
    expect(second.words).toMatch(/^\[hidden\] at host-\d+/)
    expect(second).not.toHaveProperty('url')
  })

  it('knows the zones of the house that configuration names', async () => {
    const found = newsOf({ draft: { words: 'ask kms01.intern' } }).case
    const { out } = await createSinks([hookAt('https://out.example', { name: 'out', external: true })], {
      ...ports,
      cases: { ...ports.cases, case: async () => found },
      site: ['kms01.intern'],
    })
    await out?.(PARCEL)
    expect(String(asked[0]?.body)).not.toContain('intern')
  })

  it('brings news of a ticket system to another one, and to itself only where it cannot be told', async () => {
    const news = { key: 'A-1001/1', payload: { number: 'A-1001', move: 'claim', via: 'tickets' } }
    const one = { ...ticketsAt('https://one.example', 'zammad'), name: 'one' }
    const other = { ...ticketsAt('https://other.example', 'zammad'), name: 'other' }
    const alone = await createSinks([one], ports)
    await alone['one']?.(news)
    expect(asked).toEqual([])
    const two = await createSinks([one, other], ports)
    await two['one']?.(news).catch(() => {})
    expect(asked.map(({ url }) => url.host)).toEqual(['one.example'])
  })

  it('has a channel in Teams made by whoever is in Teams', async () => {
    const made: unknown[] = []
    const sinks = await createSinks([teams], {
      ...ports,
      teams: (settings, readNews) => async (parcel) => {
        made.push(settings, (await readNews(parcel)).kind)
      },
    })
    await sinks['experts']?.(PARCEL)
    expect(made).toEqual([teams, 'opened'])
  })

  it('does not let cases wait for a channel that nobody brings them to', async () => {
    await expect(createSinks([teams], ports)).rejects.toThrow(
      'Nothing brings cases to "experts": the bot is not in Teams.',
    )
  })

  it('has a way out of its own', async () => {
    const { outbound: _, ...own } = ports
    const { hook } = await createSinks([hookAt('http://127.0.0.1:1/', { name: 'hook' })], own)
    await expect(hook?.(PARCEL)).rejects.toThrow('127.0.0.1:1 could not be connected to')
  })
})
