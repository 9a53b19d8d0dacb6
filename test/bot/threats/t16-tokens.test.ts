import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createTokens, newBearer } from '../../../bot/channels/direct-line-tokens.ts'
import { DirectLineClient, Stream } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

let running: TestBot
let people: DirectLineClient[]

beforeAll(async () => {
  running = await startTestBot()
  people = await Promise.all(Array.from({ length: 4 }, () => DirectLineClient.start(running.bot.url)))
  for (const [index, person] of people.entries()) await person.post({ text: `private ${index}` })
})
afterAll(() => running.stop())

const CALLS: [string, (id: string) => [method: string, path: string, body?: object]][] = [
  ['read', (id) => ['GET', `/conversations/${id}/activities`]],
  ['write to', (id) => ['POST', `/conversations/${id}/activities`, { type: 'message', text: 'intruder' }]],
  ['reconnect to', (id) => ['GET', `/conversations/${id}`]],
  ['upload to', (id) => ['POST', `/conversations/${id}/upload`, {}]],
]

describe('T16 conversations of others', () => {
  it.each(CALLS)('lets nobody %s them: they look like none', async (_, call) => {
    for (const person of people) {
      for (const { id } of people.filter((other) => other !== person)) {
        const answers = await Promise.all([id, 'nothing-here'].map((name) => person.send(...call(name))))
        const bodies = await Promise.all(answers.map((answer) => answer.text()))
        expect(answers.map(({ status }) => status)).toEqual([404, 404])
        expect(bodies[0]).toBe(bodies[1])
      }
    }
    for (const [index, person] of people.entries()) expect(await person.said()).toEqual([`1: private ${index}`])
  })

  it('opens no stream with the address of another', async () => {
    const [one, other] = people
    if (!one || !other) throw new Error('There are not enough people.')
    const swapped = one.streamUrl.replace(one.id, other.id)
    expect(await new Stream(swapped).refused()).toBe(404)
  })

  it('names people by 128 bits that come from nowhere', () => {
    const bearers = Array.from({ length: 1000 }, () => newBearer())
    for (const { user, conversation } of bearers) {
      expect(user).toMatch(/^dl_[0-9a-f]{32}$/)
      expect(Buffer.from(conversation, 'base64url')).toHaveLength(16)
    }
    expect(new Set(bearers.map(({ user }) => user)).size).toBe(1000)
  })

  it('lasts 30 minutes and says which key it was signed with', async () => {
    const token = await createTokens(['s'.repeat(32)], () => 1e12).issue(newBearer())
    const [header, payload] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
    expect(JSON.parse(header ?? '')).toMatchObject({ alg: 'HS256', kid: expect.stringMatching(/^[0-9a-f]{8}$/) })
    const { iat, exp } = JSON.parse(payload ?? '')
    expect([iat, exp - iat]).toEqual([1e9, 1800])
  })

  it('refuses a token that it took before, once its time is over', async () => {
    let now = 1e12
    const tokens = createTokens(['s'.repeat(32)], () => now)
    const bearer = newBearer()
    const token = await tokens.issue(bearer)
    now += 1_799_000
    for (const _ of ['first', 'again']) expect(await tokens.read(token)).toMatchObject(bearer)
    now += 1000
    await expect(tokens.read(token)).rejects.toMatchObject({ status: 403, code: 'TokenExpired' })
  })

  it.each<[string, (secret: Uint8Array) => Promise<string>]>([
    ['another secret', () => forge({ kid: 'x' }, Buffer.from('z'.repeat(32)))],
    ['an empty secret', () => forge({ kid: 'x' }, Buffer.from(' '))],
    ['no key id', () => forge({}, Buffer.from('z'.repeat(32)))],
  ])('takes no token made with %s', async (_, make) => {
    const forged = await make(new Uint8Array())
    const { status } = await new DirectLineClient(running.bot.url).send('POST', '/tokens/refresh', undefined, {
      Authorization: `Bearer ${forged}`,
    })
    expect(status).toBe(401)
  })
})

async function forge(header: object, secret: Uint8Array): Promise<string> {
  return await new SignJWT({ conv: 'c', user: 'dl_x', jti: 'j' })
    .setProtectedHeader({ alg: 'HS256', ...header })
    .setAudience('direct-line')
    .setExpirationTime('1h')
    .sign(secret)
}
