import type { IncomingMessage } from 'node:http'
import { beforeEach, describe, expect, it } from 'vitest'

import { createSessions, SESSION, type Sessions } from '../../../bot/desk/sessions.ts'
import { type DeskStore, sha256 } from '../../../bot/store/index.ts'

type Kept = Parameters<DeskStore['beginSession']>[1]

const ADA = { id: 'ada@corp.example', name: 'Ada', groups: ['g-experts'] }
const START = 1e12
const MINUTE = 60_000

let now: number
let rows: Map<string, Kept>
let seen: number
let sessions: Sessions

beforeEach(() => {
  now = START
  rows = new Map()
  seen = 0
  const store = {
    beginSession: async (key: string, row: Kept) => void rows.set(key, row),
    session: async (key: string) => rows.get(key),
    seeSession: async (key: string, seenAt: number) => {
      seen += 1
      const row = rows.get(key)
      if (row) rows.set(key, { ...row, seenAt })
    },
    endSession: async (key: string) => void rows.delete(key),
  }
  sessions = createSessions({ store, clock: () => now })
})

/** A request of the browser that holds the cookie of this header. */
function requestWith(cookie: string): IncomingMessage {
  return { headers: { cookie: cookie.split(';')[0] } } as unknown as IncomingMessage
}

const find = (cookie: string, { secure = true, active = true } = {}) =>
  sessions.find(requestWith(cookie), { secure, active })

describe('createSessions', () => {
  it.each([
    [true, /^__Host-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=28800; Secure$/],
    [false, /^desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=28800$/],
  ])('keeps the session in a cookie that no page reads and no other page sends; secure: %s', async (secure, cookie) => {
    const set = await sessions.begin(ADA, secure)
    expect(set).toMatch(cookie)
    expect(await find(set, { secure })).toMatchObject(ADA)
    expect(await find(set, { secure: !secure })).toBeUndefined()
  })

  it('keeps only a hash of what the browser holds', async () => {
    const [, token = ''] = /=([\w-]+)/.exec(await sessions.begin(ADA, true)) ?? []
    const { id: person, name, groups } = ADA
    expect([...rows]).toEqual([[sha256(token), { person, name, groups, createdAt: START, seenAt: START }]])
  })

  it('begins no two sessions alike', async () => {
    expect(await sessions.begin(ADA, true)).not.toBe(await sessions.begin(ADA, true))
  })

  it.each(['', 'other=1', '__Host-desk=', '__Host-desk=made-up'])('knows nobody by the cookie %j', async (cookie) => {
    await sessions.begin(ADA, true)
    expect(await find(cookie)).toBeUndefined()
  })

  it('ends half an hour after the last hand on it', async () => {
    const cookie = await sessions.begin(ADA, true)
    for (let n = 0; n < 4; n += 1) {
      now += SESSION.idle - 1
      expect(await find(cookie)).toBeDefined()
    }
    now += SESSION.idle
    expect(await find(cookie)).toBeUndefined()
    expect(rows.size).toBe(0)
  })

  it('is not kept open by a page that looks for news', async () => {
    const cookie = await sessions.begin(ADA, true)
    for (let n = 0; n < 29; n += 1) {
      now += MINUTE
      expect(await find(cookie, { active: false })).toBeDefined()
    }
    now += MINUTE
    expect(await find(cookie, { active: false })).toBeUndefined()
  })

  it('ends after eight hours, whoever works', async () => {
    const cookie = await sessions.begin(ADA, true)
    while (now + 20 * MINUTE < START + SESSION.whole) {
      now += 20 * MINUTE
      expect(await find(cookie)).toBeDefined()
    }
    now = START + SESSION.whole - 1
    expect(await find(cookie)).toBeDefined()
    now += 1
    expect(await find(cookie)).toBeUndefined()
    expect(rows.size).toBe(0)
  })

  it('writes down once a minute that somebody is there', async () => {
    const cookie = await sessions.begin(ADA, true)
    now += MINUTE - 1
    await find(cookie)
    expect(seen).toBe(0)
    now += 1
    await find(cookie)
    await find(cookie)
    expect(seen).toBe(1)
  })

  it('ends in all browsers when it is ended', async () => {
    const cookie = await sessions.begin(ADA, true)
    const session = await find(cookie)
    if (!session) throw new Error('There is no session.')
    expect(await sessions.end(session, true)).toBe('__Host-desk=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure')
    expect(await find(cookie)).toBeUndefined()
  })

  it('proves by a token that a request comes from the page of this session', async () => {
    const [mine, other] = await Promise.all([1, 2].map(async () => find(await sessions.begin(ADA, true))))
    if (!mine || !other) throw new Error('There is no session.')
    expect(mine.csrf).toMatch(/^[0-9a-f]{64}$/)
    expect(mine.csrf).not.toBe(sha256(mine.token))
    expect(
      [mine.csrf, other.csrf, '', `${mine.csrf}x`, mine.token].map((given) => sessions.isCsrf(mine, given)),
    ).toEqual([true, false, false, false, false])
  })
})
