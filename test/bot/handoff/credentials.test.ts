import { describe, expect, it } from 'vitest'

import type { Outbound, OutboundRequest } from '../../../bot/handoff/outbound.ts'
import { ParcelFailed } from '../../../bot/handoff/parcel-failed.ts'
import { createCredentials, createTokens } from '../../../bot/handoff/rest/credentials.ts'
import type { Failure } from '../../../bot/handoff/retry.ts'
import { createSecret } from '../../../bot/handoff/secret.ts'

const secret = createSecret('s:1')
const oauth = {
  kind: 'oauth2ClientCredentials' as const,
  tokenUrl: new URL('https://login.example/token'),
  clientId: 'bot',
  clientSecret: secret,
}
const nobody: Outbound = () => Promise.reject(new Error('Nothing may be asked.'))

function answers(...bodies: string[]): { outbound: Outbound; asked: OutboundRequest[] } {
  const asked: OutboundRequest[] = []
  const outbound: Outbound = async (request) => {
    asked.push(request)
    return { status: 200, headers: {}, body: bodies[asked.length - 1] ?? '', isCut: false }
  }
  return { outbound, asked }
}

describe('createCredentials', () => {
  it.each([
    [{ kind: 'basic' as const, user: 'bot', password: secret }, { Authorization: 'Basic Ym90OnM6MQ==' }],
    [{ kind: 'bearer' as const, token: secret }, { Authorization: 'Bearer s:1' }],
    [{ kind: 'apiKey' as const, header: 'X-Key', prefix: 'Token token=', key: secret }, { 'X-Key': 'Token token=s:1' }],
  ])('says who the bot is by $kind, and asks nobody', async (auth, headers) => {
    expect(await createCredentials(auth, nobody, () => 0)(false)).toEqual(headers)
  })

  it('says it with a token that it gets', async () => {
    const { outbound } = answers('{"access_token":"t1"}')
    expect(await createCredentials(oauth, outbound, () => 0)(false)).toEqual({ Authorization: 'Bearer t1' })
  })
})

describe('createTokens', () => {
  it.each([
    [undefined, 'grant_type=client_credentials&client_id=bot&client_secret=s%3A1'],
    ['a b', 'grant_type=client_credentials&client_id=bot&client_secret=s%3A1&scope=a+b'],
  ])('asks as the client, for the scope %s', async (scope, body) => {
    const { outbound, asked } = answers('{"access_token":"t1"}')
    await createTokens({ ...oauth, ...(scope !== undefined && { scope }) }, outbound, () => 0)(false)
    expect(asked).toMatchObject([{ method: 'POST', url: oauth.tokenUrl, body }])
  })

  it.each([
    ['a minute less than it lasts', '"expires_in":3600,', 3540],
    ['as much less where that is said as text', '"expires_in":"600",', 540],
    ['four minutes where nothing is said', '', 240],
  ])('keeps a token %s', async (_, lasts, seconds) => {
    let now = 0
    const { outbound } = answers(`{${lasts}"access_token":"t1"}`, '{"access_token":"t2"}')
    const tokenOf = createTokens(oauth, outbound, () => now)
    await tokenOf(false)
    now = seconds * 1000 - 1
    expect(await tokenOf(false)).toBe('t1')
    now += 1
    expect(await tokenOf(false)).toBe('t2')
  })

  it('uses a token that lasts less than a minute once', async () => {
    const { outbound } = answers('{"access_token":"t1","expires_in":30}', '{"access_token":"t2"}')
    const tokenOf = createTokens(oauth, outbound, () => 0)
    expect([await tokenOf(false), await tokenOf(false)]).toEqual(['t1', 't2'])
  })

  it.each(['<html>sign in</html>', '{}', '{"access_token":""}', '[]'])('takes %j for no token', async (body) => {
    const { outbound } = answers(body)
    await expect(createTokens(oauth, outbound, () => 0)(false)).rejects.toMatchObject({
      message: 'login.example gave no token.',
      failure: { kind: 'denied' },
    })
  })

  it.each<[string, Failure, Failure]>([
    ['a refusal is about the bot, not about the case', { kind: 'rejected' }, { kind: 'denied' }],
    ['a sign-in that is denied stays so', { kind: 'denied' }, { kind: 'denied' }],
    ['the case was not sent when the answer was lost', { kind: 'down' }, { kind: 'down', unsent: true }],
    ['nor when it was told to wait', { kind: 'throttled', after: 5, unclear: true }, { kind: 'throttled', after: 5 }],
    ['waiting stays as it is where nothing is unclear', { kind: 'throttled' }, { kind: 'throttled' }],
  ])('knows what a failure means: %s', async (_, failure, known) => {
    const outbound: Outbound = () => Promise.reject(new ParcelFailed('login.example said no.', failure))
    await expect(createTokens(oauth, outbound, () => 0)(false)).rejects.toMatchObject({
      message: 'login.example said no.',
      failure: known,
    })
  })

  it('hands on a fault of its own as it is', async () => {
    await expect(createTokens(oauth, nobody, () => 0)(false)).rejects.toThrow('Nothing may be asked.')
  })
})
