import { once } from 'node:events'
import { createServer } from 'node:https'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'

import { type Failure, ParcelFailed } from '../../../bot/handoff/index.ts'
import { createOutbound } from '../../../bot/handoff/outbound.ts'
import { CERTIFICATE, MailServer } from './mail-server.ts'
import { mailTo, openSinkBench, type SinkBench } from './sink-bench.ts'

const OWN = getCACertificates('default')
const trust = () => setDefaultCACertificates([...OWN, CERTIFICATE.cert])

async function failureOf(work: Promise<unknown>): Promise<Failure | undefined> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof ParcelFailed ? error.failure : undefined
}

describe('createMailSink with encryption', () => {
  let server: MailServer
  let bench: SinkBench

  afterEach(async () => {
    setDefaultCACertificates(OWN)
    await bench.close()
    await server.stop()
  })

  async function send(encryption: 'tls' | 'upgrade' | 'plain', wanted = encryption): Promise<string[]> {
    server = await new MailServer(encryption).start()
    bench = await openSinkBench([mailTo(server.port, { host: 'localhost', encryption: wanted })], { withFiles: false })
    await bench.open()
    await bench.dispatcher.settle()
    return bench.events.map(({ event }) => event)
  }

  it.each(['tls', 'upgrade'] as const)(
    '%s: sends to a server with a certificate that is trusted',
    async (encryption) => {
      trust()
      expect(await send(encryption)).toEqual(['delivered'])
      expect(server.taken).toHaveLength(1)
    },
  )

  it.each(['tls', 'upgrade'] as const)(
    '%s: sends nothing to a server with any other, and says so',
    async (encryption) => {
      expect(await send(encryption)).toEqual(['sink-denied'])
      expect(server.taken).toEqual([])
    },
  )

  it('sends nothing in the clear to a server that takes it no other way', async () => {
    expect(await send('plain', 'upgrade')).toEqual(['sink-denied'])
    expect(server.taken).toEqual([])
  })
})

describe('createOutbound with encryption', () => {
  afterEach(() => setDefaultCACertificates(OWN))

  it('talks to whom it trusts, and to nobody else', async () => {
    const server = createServer(CERTIFICATE, (_, response) => response.end('{}'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const url = new URL(`https://localhost:${typeof address === 'object' && address ? address.port : 0}/`)
    const request = { method: 'GET', url, headers: {} }
    expect(await failureOf(createOutbound(Date.now)(request))).toEqual({ kind: 'denied' })
    trust()
    expect(await createOutbound(Date.now)(request)).toMatchObject({ status: 200, body: '{}', isCut: false })
    server.closeAllConnections()
    server.close()
  })
})
