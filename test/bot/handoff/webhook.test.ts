import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createSecret } from '../../../bot/handoff/secret.ts'
import { HookServer } from './hook-server.ts'
import { HOOK_SECRET, hookAt, openSinkBench, type SinkBench } from './sink-bench.ts'

const EXPERT = { id: 'e1', name: 'Ada Admin', via: 'desk' } as const

describe('createWebhookSink', () => {
  let server: HookServer
  let bench: SinkBench

  beforeEach(async () => {
    server = await new HookServer().start()
    bench = await openSinkBench([hookAt(server.url)], { withFiles: false })
  })
  afterEach(async () => {
    await bench.close()
    await server.stop()
  })

  it('posts a case that is signed, with a version of its fields', async () => {
    const [number] = await bench.open()
    await bench.dispatcher.settle()
    expect(server.taken).toMatchObject([
      {
        id: expect.stringMatching(new RegExp(`^${number}-[a-z0-9]+$`)),
        body: {
          schema: 1,
          type: 'case.opened',
          timestamp: expect.stringMatching(/Z$/),
          data: {
            key: expect.stringContaining(`${number}-`),
            summary: [expect.stringContaining('0xC004F074'), expect.stringContaining('3 days'), expect.any(String)],
            case: expect.objectContaining({
              number,
              status: 'open',
              topic: 'office-0xC004F074',
              title: 'No KMS host could be reached (Office)',
              facts: expect.objectContaining({
                kmsHostAsked: { value: 'kms01.corp.example', from: 'event.12288', line: 3 },
              }),
            }),
            transcript: expect.stringContaining('Person:\nOffice says 0xC004F074'),
          },
        },
      },
    ])
  })

  it('signs so that receivers can verify it with the library of Standard Webhooks', async () => {
    await bench.open()
    await bench.dispatcher.settle()
    const [{ text, headers } = { text: '', headers: {} }] = server.taken
    expect(new Webhook(HOOK_SECRET).verify(text, headers)).toMatchObject({ type: 'case.opened' })
    expect(() => new Webhook(HOOK_SECRET).verify(`${text} `, headers)).toThrow('signature')
  })

  it('posts what is said later, in order, under keys of its own', async () => {
    const [number = ''] = await bench.open()
    await bench.cases.move(number, EXPERT, { kind: 'claim' })
    await bench.cases.move(number, EXPERT, { kind: 'answer', words: 'Use kms02.' })
    await bench.cases.move(number, { via: 'chat' }, { kind: 'withdraw' })
    for (let round = 0; round < 5; round += 1) {
      await bench.dispatcher.settle()
      bench.advance(2000)
    }
    const [opened] = server.taken
    expect(server.taken.map(({ id, body }) => [id.replace(opened?.id ?? '', ''), body.type])).toEqual([
      ['', 'case.opened'],
      ['/1', 'case.changed'],
      ['/2', 'case.added'],
      ['/3', 'case.withdrawn'],
    ])
    expect(server.taken[2]?.body.data.entry).toMatchObject({ by: 'expert', author: 'Ada Admin', text: 'Use kms02.' })
  })

  it('signs with two secrets while they are being changed', async () => {
    await bench.close()
    const secrets = [createSecret(Buffer.alloc(32, 1).toString('base64')), createSecret(HOOK_SECRET)]
    bench = await openSinkBench([hookAt(server.url, { secrets })], { withFiles: false })
    await bench.open()
    await bench.dispatcher.settle()
    expect(server.taken.map(({ body }) => body.type)).toEqual(['case.opened'])
  })

  it('names the machines of a fleet by other names outside', async () => {
    await bench.close()
    bench = await openSinkBench([hookAt(server.url, { external: true })], { withFiles: false })
    const cause = 'The KMS count is below 5, 0xC004F038'
    const fleet = [{ cause, machines: 12, names: ['FRONTDESK', 'pc-0001.corp.local'], isTopic: true as const }]
    await bench.open(1, { fleet, facts: {}, tried: [] })
    await bench.dispatcher.settle()
    expect(server.taken[0]?.body.data.case).toMatchObject({
      fleet: [{ cause, machines: 12, names: ['host-1', 'host-2'], isTopic: true }],
    })
  })

  it('tells those outside nothing of people and machines', async () => {
    await bench.close()
    bench = await openSinkBench([hookAt(server.url, { external: true })], { withFiles: false })
    const kmsHostAsked = { value: 'kms01.corp.local', from: 'event.12288', line: 3 }
    const words = 'CORP\\jdoe at 10.1.2.3 asks kms01.corp.local'
    const [number = ''] = await bench.open(1, { facts: { kmsHostAsked }, tried: [], words, who: 'Jane Doe' })
    await bench.cases.move(number, EXPERT, { kind: 'answer', words: 'kms01.corp.local is dead, says jdoe' })
    await bench.dispatcher.settle()
    bench.advance(2000)
    await bench.dispatcher.settle()
    // Not what is signed with it: three letters of a name can stand in any signature.
    const told = JSON.stringify(server.taken.map(({ id, body }) => [id, body]))
    expect(server.taken).toHaveLength(2)
    expect(told).toContain('host-1')
    expect(told).not.toMatch(/jane|jdoe|10\.1\.2\.3|corp\.local|kms01|ada|dl_1/i)
  })
})
