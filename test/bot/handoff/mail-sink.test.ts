import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createMailSink, type MailPorts, tryMail } from '../../../bot/handoff/mail-sink.ts'
import { ParcelFailed } from '../../../bot/handoff/parcel-failed.ts'
import { createSecret } from '../../../bot/handoff/secret.ts'
import type { MailSettings } from '../../../bot/handoff/sink-settings.ts'
import { headersOf, MailServer } from './mail-server.ts'
import { entryOf, newsOf } from './news-of.ts'
import { mailTo } from './sink-bench.ts'

const PARCEL = { key: 'A-1001', payload: {} }
const LIMITS = { connect: 5000, total: 10_000 }

let server: MailServer
let ports: MailPorts
let given: number

beforeEach(async () => {
  server = await new MailServer().start()
  given = 0
  ports = {
    readNews: async () => newsOf(),
    titleOf: () => undefined,
    clock: () => 0,
    outbound: async () => {
      given += 1
      return { status: 200, headers: {}, body: `{"access_token":"t${given}","expires_in":3600}`, isCut: false }
    },
  }
})
afterEach(() => server.stop())

const settingsOf = (more: object = {}) => mailTo(server.port, more) as MailSettings
const send = (more: object = {}) => createMailSink(settingsOf(more), ports, LIMITS)(PARCEL)

async function failureOf(work: Promise<unknown>): Promise<object> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ParcelFailed)) throw new Error('Nothing has failed.')
  expect(error.cause).toBeInstanceOf(Error)
  return { message: error.message, failure: error.failure }
}

const oauth = {
  kind: 'oauth2ClientCredentials',
  tokenUrl: new URL('https://login.example/token'),
  clientId: 'c',
  clientSecret: createSecret('s'),
}

describe('createMailSink', () => {
  it('sends to each who is named, from who is named, and starts no talk with machines', async () => {
    await send({ to: ['it@corp.example', 'lead@corp.example'] })
    const [mail] = server.taken
    expect([mail?.from, mail?.to]).toEqual(['activation@corp.example', ['it@corp.example', 'lead@corp.example']])
    const { values } = headersOf(mail?.raw ?? '')
    expect(values).toMatchObject({
      from: 'activation@corp.example',
      to: 'it@corp.example, lead@corp.example',
      subject: 'Activation case A-1001',
      'auto-submitted': 'auto-generated',
      'message-id': '<A-1001-0@corp.example>',
    })
    for (const name of ['in-reply-to', 'references', 'x-mailer']) expect(values).not.toHaveProperty(name)
  })

  it('answers its own mail with later news', async () => {
    ports.readNews = async () => newsOf({ kind: 'added', key: 'A-1001-0/1', entry: entryOf() })
    await send()
    const { values } = headersOf(server.taken[0]?.raw ?? '')
    expect(values).toMatchObject({ 'in-reply-to': '<A-1001-0@corp.example>', references: '<A-1001-0@corp.example>' })
  })

  it('signs in with a password where there is one, and says so when it is wrong', async () => {
    await send({ user: 'bot', password: createSecret('right') })
    expect(server.tokens).toHaveLength(1)
    const wrong = send({ user: 'bot', password: createSecret('wrong') })
    expect(await failureOf(wrong)).toEqual({
      message: '127.0.0.1 answered 535 to AUTH PLAIN.',
      failure: { kind: 'denied' },
    })
    expect(server.taken).toHaveLength(1)
  })

  it('asks for a token once, and for another one when the last was not believed', async () => {
    const sink = createMailSink(settingsOf({ user: 'bot@corp.example', oauth }), ports, LIMITS)
    server.believed = 't1'
    await sink(PARCEL)
    await sink(PARCEL)
    expect(given).toBe(1)
    server.believed = 't2'
    await expect(sink(PARCEL)).rejects.toMatchObject({ failure: { kind: 'denied' } })
    await sink(PARCEL)
    await sink(PARCEL)
    expect([given, server.taken.length]).toEqual([2, 4])
    server.mode = 'busy'
    await expect(sink(PARCEL)).rejects.toMatchObject({ failure: { kind: 'down', unsent: true } })
    server.mode = 'ok'
    await sink(PARCEL)
    expect(given).toBe(2)
  })

  it('knows that nothing was sent where nobody is', async () => {
    const { port } = server
    await server.stop()
    const work = createMailSink(mailTo(port) as MailSettings, ports, LIMITS)(PARCEL)
    expect(await failureOf(work)).toMatchObject({ failure: { kind: 'down', unsent: true } })
    server = await new MailServer().start()
  })

  it('waits no longer than it may for a server that says nothing', async () => {
    const held: Socket[] = []
    const silent = createServer((socket) => void held.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const work = createMailSink(mailTo(port) as MailSettings, ports, { connect: 300, total: 300 })(PARCEL)
    expect(await failureOf(work)).toMatchObject({ failure: { kind: 'down' } })
    for (const socket of held) socket.destroy()
    silent.close()
  })

  it('sends in the clear where it is told to, also where more would be offered', async () => {
    await server.stop()
    server = await new MailServer('upgrade').start()
    await send()
    expect(server.taken).toHaveLength(1)
  })
})

describe('tryMail', () => {
  const look = (more: object = {}) => tryMail(settingsOf(more), ports, LIMITS)

  it('finds out whether it is let in, and sends nothing', async () => {
    await look({ user: 'bot', password: createSecret('right') })
    server.believed = 't1'
    await look({ user: 'bot@corp.example', oauth })
    expect([server.tokens.length, server.taken.length]).toEqual([2, 0])
  })

  it('says why it is not', async () => {
    expect(await failureOf(look({ user: 'bot', password: createSecret('wrong') }))).toEqual({
      message: '127.0.0.1 answered 535 to AUTH PLAIN.',
      failure: { kind: 'denied' },
    })
    const gone = look({ port: 1 })
    expect(await failureOf(gone)).toMatchObject({ failure: { kind: 'down', unsent: true } })
  })
})
