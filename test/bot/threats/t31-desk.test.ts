import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { SESSION } from '../../../bot/desk/sessions.ts'
import { Expert, handOver } from '../desk/expert.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

const PASSWORD = 'correct horse battery staple'
const MINUTE = 60_000

let running: TestBot
let ahead = 0

describe('T31 the desk', () => {
  beforeAll(async () => {
    running = await startTestBot({ DESK_PASSWORD: PASSWORD }, { clock: () => Date.now() + ahead })
    await handOver(running)
  })
  afterAll(() => running.stop())
  beforeEach(() => {
    ahead = 0
  })

  const signedIn = async () => {
    const expert = new Expert(running)
    expect((await expert.signIn(PASSWORD)).status).toBe(204)
    return expert
  }

  it.each(['cases', 'cases/A-1001', 'questions', 'insights', 'feedback', 'tables/codes.csv'])(
    'gives %s to nobody who has not signed in',
    async (path) => {
      expect((await new Expert(running).get(path)).status).toBe(401)
    },
  )

  it.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['no origin', { Origin: 'null' }],
    ['no token', { 'X-CSRF-Token': '' }],
    ['the token of another session', { 'X-CSRF-Token': 'a'.repeat(64) }],
  ])('refuses a move with %s', async (_, headers) => {
    const expert = await signedIn()
    const move = await expert.post('cases/A-1001/moves', { move: { kind: 'release' }, version: 0 }, headers)
    expect(move.status).toBe(403)
  })

  it('lets no page of another site read, not even with the cookie', async () => {
    const expert = await signedIn()
    expect((await expert.get('cases', { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await expert.get('cases', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  })

  it('keeps its cookie from scripts, links and forms of other pages', async () => {
    const response = await new Expert(running).signIn(PASSWORD)
    expect(response.headers.get('set-cookie')).toMatch(
      /^desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=28800$/,
    )
  })

  it('takes behind https only the cookie that no neighbour can set', async () => {
    const own = await startTestBot({
      DESK_PASSWORD: PASSWORD,
      PUBLIC_URL: 'https://help.example/',
      ALLOW_ANONYMOUS: '1',
    })
    const expert = new Expert(own)
    expert.headers = { Origin: 'https://help.example' }
    const response = await expert.post('session', { name: 'Ada', password: PASSWORD }, expert.headers)
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-desk=[\w-]{43}; .*; Secure$/)
    expert.cookie = cookie.split(';')[0] ?? ''
    expect((await expert.get('cases')).status).toBe(200)
    expert.cookie = expert.cookie.replace('__Host-', '')
    expect((await expert.get('cases')).status).toBe(401)
    await own.stop()
  })

  it('ends a session after half an hour without a hand on it; looking for news is no hand', async () => {
    const expert = await signedIn()
    for (const minutes of [20, 40, 60]) {
      ahead = minutes * MINUTE
      expect((await expert.get('cases')).status).toBe(200)
    }
    ahead = 80 * MINUTE
    expect((await expert.get('cases', { 'Desk-Poll': '1' })).status).toBe(200)
    ahead = 60 * MINUTE + SESSION.idle
    expect((await expert.get('cases')).status).toBe(401)
    ahead = 60 * MINUTE
    expect((await expert.get('cases')).status).toBe(401)
  })

  it('ends a session after a working day, however busy', async () => {
    const expert = await signedIn()
    for (; ahead < SESSION.whole - 20 * MINUTE; ahead += 20 * MINUTE) await expert.get('cases')
    expect((await expert.get('cases')).status).toBe(200)
    ahead = SESSION.whole
    expect((await expert.get('cases')).status).toBe(401)
  })

  it('is left for good by signing out', async () => {
    const expert = await signedIn()
    const { cookie, csrf } = expert
    expect((await expert.post('session/end', {})).status).toBe(204)
    const thief = Object.assign(new Expert(running), { cookie, csrf })
    expect((await thief.get('cases')).status).toBe(401)
  })

  it('locks who guesses out, and not the one beside', async () => {
    const own = await startTestBot({ DESK_PASSWORD: PASSWORD, TRUSTED_PROXIES: '127.0.0.1' })
    const from = (address: string, password: string) =>
      new Expert(own).begin({ name: 'Eve', password }, { 'X-Forwarded-For': address })
    for (let guess = 0; guess < 5; guess += 1)
      expect((await from('192.0.2.1', `wrong password number ${guess}`)).status).toBe(403)
    const locked = await from('192.0.2.1', PASSWORD)
    expect(locked.status).toBe(429)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(60)
    expect((await from('192.0.2.2', PASSWORD)).status).toBe(204)
    await own.stop()
  })

  it('lets no other page sign somebody in', async () => {
    const response = await new Expert(running).begin(
      { name: 'Eve', password: PASSWORD },
      { Origin: 'https://evil.example' },
    )
    expect(response.status).toBe(403)
  })
})
