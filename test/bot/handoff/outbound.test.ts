import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createOutbound, type OutboundRequest } from '../../../bot/handoff/outbound.ts'
import { ParcelFailed, ParcelRejected, withoutDoubt } from '../../../bot/handoff/parcel-failed.ts'
import type { Failure } from '../../../bot/handoff/retry.ts'
import { LoopbackServer } from '../../support/loopback-server.ts'

/** Answers as the test says, and remembers what it was asked. */
class Anybody extends LoopbackServer {
  readonly asked: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[] = []
  answers: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end('{}')

  protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    this.asked.push({ method: request.method, headers: request.headers, body: Buffer.concat(parts).toString() })
    this.answers(request, response)
  }
}

const LIMITS = { connect: 5000, total: 10_000, answer: 1000 }
const QUICK = { ...LIMITS, total: 500 }
const NOW = Date.UTC(2026, 4, 1)
let server: Anybody
beforeEach(async () => {
  server = await new Anybody().start()
})
afterEach(() => server.stop())

const ask = ({ url = new URL(server.url), ...request }: Partial<OutboundRequest> = {}, limits = LIMITS) =>
  createOutbound(() => NOW, limits)({ method: 'GET', url, headers: {}, ...request })

async function failureOf(work: Promise<unknown>): Promise<{ message: string; failure: Failure }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ParcelFailed)) throw new Error('Nothing has failed.')
  return { message: error.message.replace(/:\d+/, ''), failure: error.failure }
}

describe('createOutbound', () => {
  it('sends what it is given, and how long it is in bytes', async () => {
    await ask({ method: 'POST', headers: { 'X-App': 'bot' }, body: 'é' })
    expect(server.asked).toMatchObject([
      { method: 'POST', body: 'é', headers: { 'x-app': 'bot', 'content-length': '2', connection: 'close' } },
    ])
  })

  it('sends no body where there is none', async () => {
    await ask({ method: 'HEAD' })
    expect(server.asked).toMatchObject([{ method: 'HEAD', body: '' }])
    expect(server.asked[0]?.headers).not.toHaveProperty('content-length')
  })

  it('gives back what came', async () => {
    server.answers = (_, response) => {
      response.statusCode = 201
      response.setHeader('Location', '/7')
      response.write('{"id"')
      setTimeout(() => response.end(':"é"}'), 10)
    }
    expect(await ask()).toMatchObject({ status: 201, headers: { location: '/7' }, body: '{"id":"é"}', isCut: false })
  })

  it.each([
    [1000, false],
    [1001, true],
    [5_000_000, true],
  ])('reads so much of an answer and no more: of %d bytes, cut: %s', async (size, isCut) => {
    server.answers = (_, response) => response.end('x'.repeat(size))
    const answer = await ask()
    expect([answer.body.length, answer.isCut]).toEqual([1000, isCut])
  })

  it.each<[number, Record<string, string>, Failure]>([
    [404, {}, { kind: 'rejected' }],
    [500, {}, { kind: 'down' }],
    [401, {}, { kind: 'denied' }],
    [429, { 'Retry-After': new Date(NOW + 90_000).toUTCString() }, { kind: 'throttled', after: 90_000 }],
  ])('says which answer was no success: %d', async (status, headers, failure) => {
    server.answers = (_, response) => {
      response.statusCode = status
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
      response.end()
    }
    expect(await failureOf(ask({ method: 'PUT' }))).toEqual({
      message: `127.0.0.1 answered ${status} to PUT.`,
      failure,
    })
  })

  it('follows nobody elsewhere', async () => {
    server.answers = (_, response) => {
      response.statusCode = 302
      response.setHeader('Location', '/elsewhere')
      response.end()
    }
    expect(await failureOf(ask())).toMatchObject({ failure: { kind: 'denied' } })
    expect(server.asked).toHaveLength(1)
  })

  it('knows that nothing was sent where nobody is', async () => {
    const url = new URL(server.url)
    await server.stop()
    expect(await failureOf(ask({ url }))).toEqual({
      message: '127.0.0.1 could not be connected to (ECONNREFUSED).',
      failure: { kind: 'down', unsent: true },
    })
    server = await new Anybody().start()
  })

  it('does not know what became of what it has sent', async () => {
    const down = { kind: 'down' }
    server.answers = (request) => request.socket.resetAndDestroy()
    expect(await failureOf(ask())).toEqual({ message: '127.0.0.1 broke off.', failure: down })
    server.answers = (request, response) => {
      response.write('{')
      setTimeout(() => request.socket.destroy(), 10)
    }
    expect(await failureOf(ask())).toEqual({ message: '127.0.0.1 broke off.', failure: down })
  })

  it('waits no longer than it may for an answer, nor for the rest of one', async () => {
    const late = { message: '127.0.0.1 did not answer in time.', failure: { kind: 'down' } }
    server.answers = () => {}
    const begun = performance.now()
    expect(await failureOf(ask({}, QUICK))).toEqual(late)
    expect(performance.now() - begun).toBeGreaterThan(400)
    server.answers = (_, response) => response.write('{')
    expect(await failureOf(ask({}, QUICK))).toEqual(late)
  })

  it('waits less long for a connection', async () => {
    // Takes what comes, and says nothing of certificates.
    const silent = createServer(() => {})
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const url = new URL(`https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
    // Whoever waited for the rest would wait longer than this test.
    expect(await failureOf(ask({ url }, { ...LIMITS, connect: 250, total: 60_000 }))).toEqual({
      message: '127.0.0.1 could not be connected to in time.',
      failure: { kind: 'down', unsent: true },
    })
    silent.close()
  })

  it('leaves no time limit behind', async () => {
    const cleared = vi.spyOn(globalThis, 'clearTimeout')
    await ask()
    expect(cleared.mock.calls.length).toBeGreaterThanOrEqual(2)
    cleared.mockRestore()
  })
})

describe('ParcelRejected', () => {
  it('is a failure that no later try can change, and keeps its cause', () => {
    const cause = new Error('why')
    expect(new ParcelRejected('No.', { cause })).toMatchObject({
      code: 'parcel-failed',
      message: 'No.',
      cause,
      failure: { kind: 'rejected' },
    })
  })
})

describe('withoutDoubt', () => {
  it.each<[Failure, Failure]>([
    [{ kind: 'down' }, { kind: 'down', unsent: true }],
    [
      { kind: 'throttled', after: 5, unclear: true },
      { kind: 'throttled', after: 5 },
    ],
    [
      { kind: 'throttled', after: 5 },
      { kind: 'throttled', after: 5 },
    ],
    [{ kind: 'denied' }, { kind: 'denied' }],
    [{ kind: 'rejected' }, { kind: 'rejected' }],
  ])('makes of %j %j, with the same words and cause', (failure, expected) => {
    const cause = new Error('why')
    const made = withoutDoubt(new ParcelFailed('No.', failure, { cause }))
    expect(made).toMatchObject({ message: 'No.', cause })
    expect((made as ParcelFailed).failure).toEqual(expected)
  })

  it('leaves other faults as they are', () => {
    const fault = new Error('The disk is full.')
    expect(withoutDoubt(fault)).toBe(fault)
  })
})
