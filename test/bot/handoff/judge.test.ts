import { describe, expect, it } from 'vitest'

import { judgeAnswer, judgeFault } from '../../../bot/handoff/judge-answer.ts'
import { judgeMail } from '../../../bot/handoff/judge-mail.ts'

const NOW = Date.UTC(2026, 4, 1)

describe('judgeAnswer', () => {
  it.each([
    [204, undefined, undefined],
    [302, undefined, { kind: 'denied' }],
    [407, undefined, { kind: 'denied' }],
    [404, undefined, { kind: 'rejected' }],
    [409, undefined, { kind: 'down' }],
    [500, undefined, { kind: 'down' }],
    [429, undefined, { kind: 'throttled' }],
    [429, ' 30 ', { kind: 'throttled', after: 30_000 }],
    [429, 'Fri, 01 May 2026 00:02:00 GMT', { kind: 'throttled', after: 120_000 }],
    [429, 'Thu, 30 Apr 2026 00:00:00 GMT', { kind: 'throttled', after: 0 }],
    [429, 'soon', { kind: 'throttled' }],
    [503, undefined, { kind: 'down' }],
    [503, '5', { kind: 'throttled', after: 5000, unclear: true }],
  ])('takes %i with "Retry-After: %s" for %j', (status, header, failure) => {
    expect(judgeAnswer({ status, headers: { 'retry-after': header } }, NOW)).toEqual(failure)
  })
})

describe('judgeFault', () => {
  it.each([
    ['CERT_HAS_EXPIRED', true, 'has no certificate to trust (CERT_HAS_EXPIRED)', { kind: 'denied' }],
    ['time-up', true, 'did not answer in time', { kind: 'down' }],
    ['ECONNRESET', true, 'broke off', { kind: 'down' }],
    ['time-up', false, 'could not be connected to in time', { kind: 'down', unsent: true }],
    ['ENOTFOUND', false, 'could not be connected to (ENOTFOUND)', { kind: 'down', unsent: true }],
    [undefined, false, 'could not be connected to (unknown)', { kind: 'down', unsent: true }],
  ])('says of %s, connected: %s, that it %s', (code, isConnected, why, failure) => {
    expect(judgeFault({ code }, isConnected)).toEqual({ why, failure })
  })

  it('needs no error to say that nothing came back', () => {
    expect(judgeFault(null, true)).toEqual({ why: 'broke off', failure: { kind: 'down' } })
  })
})

describe('judgeMail', () => {
  const known = { code: 'EENVELOPE', command: 'RCPT TO' }
  it.each([
    [{ ...known, responseCode: 550 }, 'answered 550 to RCPT TO', { kind: 'rejected' }],
    [{ ...known, responseCode: 450 }, 'answered 450 to RCPT TO', { kind: 'down', unsent: true }],
    [{ code: 'EMESSAGE', responseCode: 554 }, 'answered 554 to the connection', { kind: 'rejected' }],
    [{ code: 'EPROTOCOL', responseCode: 554 }, 'answered 554 to the connection', { kind: 'denied' }],
    [{ code: 'EENVELOPE', responseCode: 530 }, 'answered 530 to the connection', { kind: 'denied' }],
    [{ code: 'EAUTH' }, 'failed (EAUTH)', { kind: 'denied' }],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'failed (CERT_HAS_EXPIRED)', { kind: 'denied' }],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'failed (ECONNREFUSED)', { kind: 'down', unsent: true }],
    [{ code: 'EDNS' }, 'failed (EDNS)', { kind: 'down', unsent: true }],
    [{ code: 'ECONNECTION' }, 'failed (ECONNECTION)', { kind: 'down' }],
    [{}, 'failed (unknown)', { kind: 'down' }],
    [undefined, 'failed (unknown)', { kind: 'down' }],
  ])('takes %j for: %s', (error, why, failure) => {
    expect(judgeMail(error)).toEqual({ why, failure })
  })

  it('quotes of a command only what cannot steer a terminal, and not all of it', () => {
    const { why } = judgeMail({ responseCode: 550, command: `RCPT\u001b[2J TO<ann@corp.example>${'x'.repeat(50)}` })
    expect(why).toMatch(/^answered 550 to [A-Z -]{1,20}$/i)
  })
})
