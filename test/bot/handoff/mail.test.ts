import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createSecret } from '../../../bot/handoff/secret.ts'
import { headersOf, MailServer, partsOf } from './mail-server.ts'
import { mailTo, openSinkBench, type SinkBench } from './sink-bench.ts'

const EXPERT = { id: 'e1', name: 'Ada Admin', via: 'desk' } as const

describe('createMailSink', () => {
  let server: MailServer
  let bench: SinkBench

  beforeEach(async () => {
    server = await new MailServer().start()
    bench = await openSinkBench([mailTo(server.port)])
  })
  afterEach(async () => {
    await bench.close()
    await server.stop()
  })

  it('tells an expert in three lines whether the case is theirs and how urgent it is', async () => {
    await bench.open(1, { who: 'Jane Doe', contact: 'jane@corp.example', words: 'The whole lab is red.' })
    await bench.dispatcher.settle()
    const [mail] = server.taken
    const [text] = partsOf(mail?.raw ?? '')
    mkdirSync('artifacts', { recursive: true })
    writeFileSync(join('artifacts', 'mail.txt'), text?.text ?? '')
    expect(text?.text.split('\r\n').slice(0, 3)).toEqual([
      'Office 2013 · No KMS host could be reached (Office) · 0xC004F074',
      expect.stringMatching(/^Licence status: .+ · .+: 3 days$/),
      expect.stringMatching(
        /^Jane Doe waits since .+ UTC · reach: jane@corp\.example · 1 step tried, the last one: failed$/,
      ),
    ])
    expect(text?.text).toContain('The whole lab is red.')
    expect(text?.text).toMatch(/KMS host asked +kms01\.corp\.example +\(event 12288, line 3\)/)
  })

  it('attaches the conversation, to read and for Emulator', async () => {
    const [number] = await bench.open()
    await bench.dispatcher.settle()
    const [, text, transcript] = partsOf(server.taken[0]?.raw ?? '')
    expect([text?.filename, transcript?.filename]).toEqual(['transcript.txt', `${number}.transcript`])
    expect(text?.text).toMatch(/^\[.+ UTC\] Person:\nOffice says 0xC004F074\n\n\[.+ UTC\] Bot:\nWhich host\?\n$/)
    expect(JSON.parse(transcript?.text ?? '')).toHaveLength(2)
  })

  it('attaches no conversation where the person did not agree to that', async () => {
    await bench.open(1, { consent: { at: 1, transcript: false } })
    await bench.dispatcher.settle()
    const parts = partsOf(server.taken[0]?.raw ?? '')
    expect(parts.map(({ filename }) => filename)).toEqual([undefined])
    expect(parts[0]?.text).toContain('the person did not agree')
  })

  it('answers its own mail when something is new', async () => {
    const [number = ''] = await bench.open()
    await bench.cases.move(number, EXPERT, { kind: 'answer', words: 'Use kms02. SECRET-1' })
    await bench.cases.move(number, { via: 'chat' }, { kind: 'withdraw' })
    await bench.dispatcher.settle()
    bench.advance(2000)
    await bench.dispatcher.settle()
    bench.advance(2000)
    await bench.dispatcher.settle()
    const [opening, answer, withdrawn] = server.taken.map(({ raw }) => ({ ...headersOf(raw), raw }))
    const id = opening?.values['message-id'] ?? ''
    expect(id).toMatch(new RegExp(`^<${number}-[a-z0-9]+@corp\\.example>$`))
    expect(answer?.values).toMatchObject({
      'message-id': id.replace('@', '/1@'),
      'in-reply-to': id,
      references: id,
      subject: `Re: Activation case ${number}`,
    })
    expect(partsOf(answer?.raw ?? '')[0]?.text).toContain('Ada Admin (IT)')
    expect(partsOf(answer?.raw ?? '')[0]?.text).toContain('Use kms02. [hidden]')
    expect(partsOf(withdrawn?.raw ?? '')[0]?.text).toContain(`The person took ${number} back`)
  })

  it('sends no names of people and machines to those outside', async () => {
    await bench.close()
    bench = await openSinkBench([mailTo(server.port, { external: true })])
    const kmsHostAsked = { value: 'kms01.corp.local', from: 'event.12288', line: 3 }
    const words = 'jane.doe@corp.local says that kms01.corp.local, which is kms01, is dead'
    await bench.open(1, { who: 'Jane Doe', contact: 'jane.doe@corp.local', words, facts: { kmsHostAsked }, tried: [] })
    await bench.dispatcher.settle()
    const whole = partsOf(server.taken[0]?.raw ?? '')
      .map(({ text }) => text)
      .join('\n')
    expect(whole).toContain('0xC004F074')
    expect(whole).toMatch(/KMS host asked +host-1/)
    expect(whole).not.toMatch(/jane|corp|kms01|dl_1/i)
  })

  it('signs in with a token, and gets another one when it is no longer believed', async () => {
    await bench.close()
    let given = 0
    const outbound = () => async () => {
      given += 1
      return { status: 200, headers: {}, body: `{"access_token":"t${given}","expires_in":3600}`, isCut: false }
    }
    const oauth = {
      kind: 'oauth2ClientCredentials',
      tokenUrl: new URL('https://login.example/token'),
      clientId: 'c',
      clientSecret: createSecret('s'),
    }
    bench = await openSinkBench([mailTo(server.port, { user: 'bot@corp.example', oauth })], {
      withFiles: false,
      outbound,
    })
    server.believed = 't1'
    await bench.open(2)
    await bench.dispatcher.settle()
    server.believed = 't2'
    await bench.open()
    for (let round = 0; round < 2; round += 1) {
      await bench.dispatcher.settle()
      bench.advance(6 * 60_000)
    }
    expect(server.tokens.filter((token) => token !== '')).toEqual(expect.arrayContaining(['t1', 't2']))
    expect([given, server.taken.length]).toEqual([2, 3])
  })

  it('signs in where it is told to', async () => {
    await bench.close()
    bench = await openSinkBench([mailTo(server.port, { user: 'bot', password: createSecret('right') })])
    await bench.open()
    await bench.dispatcher.settle()
    expect(server.taken).toHaveLength(1)
  })
})
