import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'

import type { News } from '../../../bot/handoff/news.ts'
import type { OutboundRequest } from '../../../bot/handoff/outbound.ts'
import { createSecret } from '../../../bot/handoff/secret.ts'
import type { WebhookSettings } from '../../../bot/handoff/sink-settings.ts'
import { createWebhookSink } from '../../../bot/handoff/webhook-sink.ts'
import { entryOf, newsOf } from './news-of.ts'
import { HOOK_SECRET, hookAt } from './sink-bench.ts'

const NOW = Date.UTC(2026, 4, 1, 12, 0, 0, 999)
const OTHER = Buffer.alloc(32, 1).toString('base64')

async function post(news: News, more: object = {}): Promise<OutboundRequest> {
  const asked: OutboundRequest[] = []
  const sink = createWebhookSink(hookAt('https://hook.example/x', more) as WebhookSettings, {
    readNews: async () => news,
    titleOf: (topic) => (topic === 'kms' ? 'No KMS host' : undefined),
    clock: () => NOW,
    outbound: async (request) => {
      asked.push(request)
      return { status: 204, headers: {}, body: '', isCut: false }
    },
  })
  await sink({ key: 'A-1001', payload: {} })
  const [request] = asked
  if (!request || asked.length > 1) throw new Error('Not one request.')
  return request
}
const bodyOf = async (news: News) => JSON.parse((await post(news)).body ?? '')

describe('createWebhookSink by itself', () => {
  it('posts JSON under a key that every copy has, signed with each secret', async () => {
    const {
      method,
      url,
      headers,
      body = '',
    } = await post(newsOf({ key: 'A-1001-0/3' }), {
      secrets: [createSecret(OTHER), createSecret(HOOK_SECRET)],
    })
    expect([method, url.href]).toEqual(['POST', 'https://hook.example/x'])
    const sentAt = new Date(NOW)
    expect(headers).toEqual({
      'Content-Type': 'application/json',
      'User-Agent': 'activation-support-bot',
      'Idempotency-Key': 'A-1001-0/3',
      'webhook-id': 'A-1001-0/3',
      'webhook-timestamp': String(Math.floor(NOW / 1000)),
      'webhook-signature': [OTHER, HOOK_SECRET]
        .map((secret) => new Webhook(secret).sign('A-1001-0/3', sentAt, body))
        .join(' '),
    })
  })

  it('says of a new case what is known, and nothing that is not', async () => {
    expect(await bodyOf(newsOf({ transcript: [] }))).toEqual({
      schema: 1,
      type: 'case.opened',
      timestamp: '1970-01-01T00:00:00.000Z',
      data: {
        key: 'A-1001-0',
        summary: [
          'product not known · no guide found',
          'Licence status, days left and number of computers are not known',
          expect.stringMatching(/^A person waits since/),
        ],
        case: {
          ...{ key: 'A-1001-0', number: 'A-1001', status: 'open', version: 0, openedAt: '1970-01-01T00:00:00.000Z' },
          ...{ channel: 'directline', locale: 'en', person: 'dl_1', codes: [], facts: {}, tried: [] },
          question: 'Which host is right?',
        },
      },
    })
  })

  it('says all that is known', async () => {
    const draft = {
      ...{ who: 'Ann', contact: 'room 5', topic: 'kms', codes: ['0x1'], words: 'It says no' },
      fleet: [{ cause: 'x', machines: 1, names: ['PC-1'] }],
      collect: [{ shell: 'cmd', text: 'dir' }],
    }
    const owner = { id: 'ada', name: 'Ada', via: 'desk' as const }
    const page = 'https://help.corp.example/desk/cases/A-1001'
    const transcript = [{ text: 'hello', timestamp: '2026-05-01T09:30:00Z' }]
    const { data } = await bodyOf(newsOf({ draft: draft as never, case: { owner }, page, transcript }))
    expect(data.case).toMatchObject({
      ...{ person: 'Ann', contact: 'room 5', topic: 'kms', title: 'No KMS host', words: 'It says no' },
      ...{ url: page, owner: 'Ada', fleet: draft.fleet, collect: draft.collect },
    })
    expect(data.transcript).toBe('[2026-05-01 09:30:00 UTC] Person:\nhello')
    expect((await bodyOf(newsOf({ draft: { topic: 'gone' } }))).data.case).toMatchObject({
      topic: 'gone',
      title: 'gone',
    })
  })

  it('says later what is new, when it was, and not the conversation again', async () => {
    const entry = entryOf({ author: 'Ada' })
    const { author: _, ...nameless } = entry
    const { type, timestamp, data } = await bodyOf(newsOf({ kind: 'added', entry, case: { changedAt: 5 } }))
    expect([type, timestamp, data.transcript]).toEqual(['case.added', '2026-05-01T09:30:00.000Z', undefined])
    expect(data.entry).toEqual({
      ...{ id: 'e1', at: '2026-05-01T09:30:00.000Z', by: 'expert', author: 'Ada', kind: 'answer', text: 'Use kms02.' },
    })
    expect((await bodyOf(newsOf({ kind: 'added', entry: nameless }))).data.entry).not.toHaveProperty('author')
    const changed = await bodyOf(newsOf({ kind: 'changed', case: { changedAt: 5 } }))
    expect([changed.type, changed.timestamp]).toEqual(['case.changed', '1970-01-01T00:00:00.005Z'])
    expect(changed.data).not.toHaveProperty('entry')
  })

  it('brings the end of a long conversation, and breaks no character apart', async () => {
    const { data } = await bodyOf(newsOf({ transcript: [{ text: `begin ${'🔑'.repeat(120_000)} end` }] }))
    expect([data.transcript.length, data.transcript.isWellFormed()]).toEqual([200_000, true])
    expect(data.transcript).toMatch(/ end$/)
  })
})
