import { createHmac, randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type CaseBot, startCaseBot } from '../cases/case-bot.ts'
import { DirectLineClient } from '../direct-line-client.ts'

const SECRET = Buffer.from('a secret of at least 24 bytes').toString('base64')
const OLD = Buffer.from('the secret before that one, too').toString('base64')
const MINUTE = 60_000

type Sending = { id?: string; at?: number; secret?: string; headers?: Record<string, string> }

async function openTicket({ bot }: CaseBot): Promise<string> {
  const client = await DirectLineClient.start(bot.url)
  for (const text of ['0x80070422 in office', "I'm not an admin", 'ok send it']) await client.post({ text })
  return (await bot.cases.cases({ limit: 1 }))[0]?.number ?? ''
}

async function post({ bot }: CaseBot, body: string, headers: Record<string, string>) {
  const response = await fetch(`${bot.url}/api/tickets/news`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

function standard(body: string, { id = randomUUID(), at = Date.now(), secret = SECRET }: Sending = {}) {
  const time = new Date(at)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, time, body),
  }
}

describe('T25 news of a ticket system, signed as Standard Webhooks say', () => {
  let running: CaseBot
  let number: string
  beforeAll(async () => {
    running = await startCaseBot({ HANDOFF_NEWS_SECRET: SECRET, HANDOFF_NEWS_SECRET_PREVIOUS: OLD })
    number = await openTicket(running)
  })
  afterAll(() => running.bot.stop(1000))

  const send = (news: object, sending: Sending = {}) => {
    const body = JSON.stringify(news)
    return post(running, body, { ...standard(body, sending), ...sending.headers })
  }
  const entries = async () => (await running.bot.cases.case(number))?.entries ?? []

  it.each<[string, Sending]>([
    ['a wrong secret', { secret: Buffer.from('somebody elses secret of 24 bytes').toString('base64') }],
    ['a time six minutes ago', { at: Date.now() - 6 * MINUTE }],
    ['a time in six minutes', { at: Date.now() + 6 * MINUTE }],
    ['a signature of another id', { headers: { 'webhook-id': 'another' } }],
    ['a signature of another time', { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 60) } }],
    ['a signature of another version', { headers: { 'webhook-signature': `v2,${'A'.repeat(44)}` } }],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    [
      'a signature of the other kind',
      { headers: { 'webhook-signature': '', 'x-hub-signature': `sha1=${'0'.repeat(40)}` } },
    ],
  ])('refuses %s, and nothing changes', async (_, sending) => {
    expect((await send({ number, status: 'resolved', words: 'forged' }, sending)).status).toBe(401)
    expect(await running.bot.cases.case(number)).toMatchObject({ status: 'open', entries: [] })
  })

  it('refuses a body that was changed on the way', async () => {
    const headers = standard(JSON.stringify({ number, status: 'claimed' }))
    expect((await post(running, JSON.stringify({ number, status: 'resolved' }), headers)).status).toBe(401)
  })

  it('takes a request once, however often it comes and whatever its copies say the time is', async () => {
    const id = randomUUID()
    const news = { number, status: 'waiting', words: 'Which Office is it?', author: 'Zoe' }
    const answers = await Promise.all([
      send(news, { id }),
      send(news, { id }),
      send(news, { id, at: Date.now() - MINUTE }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await entries()).toMatchObject([{ kind: 'question', text: 'Which Office is it?', author: 'Zoe' }])
    expect((await running.bot.cases.case(number))?.status).toBe('waiting')
  })

  it('takes the secret before, and a clock that is four minutes off', async () => {
    const [before] = await Promise.all([send({ number, words: 'By the old secret.' }, { secret: OLD })])
    const late = await send({ number, words: 'Four minutes late.' }, { at: Date.now() - 4 * MINUTE })
    expect([before, late]).toMatchObject([{ body: { applied: true } }, { body: { applied: true } }])
  })

  it('does not tell a person their own words', async () => {
    const move = { kind: 'add', words: 'It is Office 2019.' } as const
    await running.bot.cases.move(number, { via: 'chat' }, move)
    const before = (await entries()).length
    expect(await send({ number, words: 'It is Office 2019.' })).toMatchObject({ body: { applied: false } })
    expect((await entries()).length).toBe(before)
  })

  it('says why nothing was done, and does not ask for more', async () => {
    expect(await send({ number, status: 'resolved' })).toMatchObject({ body: { applied: true, status: 'resolved' } })
    const late = await send({ number, words: 'One more thing.' })
    expect(late).toEqual({ status: 200, body: { applied: false, reason: 'over', status: 'resolved' } })
    expect(await send({ number, status: 'open' })).toMatchObject({ body: { applied: true, status: 'claimed' } })
  })

  it('finds a case by what the system calls it', async () => {
    await running.bot.cases.link(number, 'zammad', '4711')
    const found = await send({ system: 'zammad', remote: 4711, words: 'Found.' })
    expect(found).toMatchObject({ body: { applied: true } })
    expect((await send({ system: 'zammad', remote: '4712', words: 'Lost.' })).status).toBe(404)
  })

  it.each([
    ['an unknown case', { number: 'A-999999', status: 'claimed' }, 404],
    ['no case', { status: 'claimed' }, 422],
    ['another status', { number: 'A-1001', status: 'exploded' }, 422],
    ['words that are none', { number: 'A-1001', words: { $ne: 1 } }, 422],
    ['a list', [], 422],
  ])('answers %s with a code and nothing else', async (_, news, status) => {
    const answer = await send(news)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body)).toMatch(/^\{"error":\{"code":"\w+"\}\}$/)
  })
})

describe('T25 news of a ticket system, signed as Zammad does', () => {
  let running: CaseBot
  let number: string
  const secret = 'a token of more than thirty-two characters'
  beforeAll(async () => {
    running = await startCaseBot({ HANDOFF_NEWS_SECRET: secret, HANDOFF_NEWS_SIGNATURE: 'hub' })
    number = await openTicket(running)
  })
  afterAll(() => running.bot.stop(1000))

  const hub = (algorithm: 'sha1' | 'sha256', body: string, by = secret) => {
    const name = algorithm === 'sha1' ? 'x-hub-signature' : 'x-hub-signature-256'
    return { [name]: `${algorithm}=${createHmac(algorithm, by).update(body).digest('hex')}` }
  }

  it.each(['sha1', 'sha256'] as const)('takes %s once, whatever the id of the delivery', async (algorithm) => {
    const body = JSON.stringify({ number, words: `By ${algorithm}.`, author: 'Zoe' })
    for (const delivery of ['1', '2', '2'])
      expect(await post(running, body, { ...hub(algorithm, body), 'x-zammad-delivery': delivery })).toMatchObject({
        status: 200,
      })
    const texts = (await running.bot.cases.case(number))?.entries.map(({ text }) => text)
    expect(texts?.filter((text) => text === `By ${algorithm}.`)).toHaveLength(1)
  })

  it('refuses another token, half a signature, and the signatures of others', async () => {
    const body = JSON.stringify({ number, status: 'resolved' })
    const whole = Object.values(hub('sha1', body))[0] ?? ''
    for (const headers of [
      hub('sha1', body, 'another token'),
      { 'x-hub-signature': whole.slice(0, -2) },
      { 'x-hub-signature': whole.replace('sha1', 'md5') },
      standard(body),
      {},
    ])
      expect((await post(running, body, headers)).status).toBe(401)
    expect((await running.bot.cases.case(number))?.status).not.toBe('resolved')
  })
})

describe('T25 without a secret', () => {
  it('leaves the door shut', async () => {
    const running = await startCaseBot()
    expect((await post(running, '{}', standard('{}'))).status).toBe(404)
    await running.bot.stop(1000)
  })
})
