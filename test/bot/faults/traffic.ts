import { expect } from 'vitest'

import { type Activity, DirectLineClient } from '../direct-line-client.ts'

/** An answer as a client saw it; status 0 when there was none. */
export type Answered = { status: number; body: string; ms: number; retryAfter: string | null; at: number }

/** Limits that do not get in the way of a test. */
export const UNLIMITED = { messagesPerMinute: 1e6, messagesPerSecond: 1e6, inFlight: 10_000 }

/** The same conversation, reached through another bot. */
export function through(url: string, { token, id }: { token: string; id: string }): DirectLineClient {
  return Object.assign(new DirectLineClient(url), { token, id })
}

/** Posts once. */
export async function postOnce(client: DirectLineClient, id: string, text = id): Promise<Answered> {
  const started = performance.now()
  try {
    const response = await client.post({ text, channelData: { clientActivityID: id } })
    const body = await response.text()
    const { status, headers } = response
    return { status, body, ms: performance.now() - started, retryAfter: headers.get('retry-after'), at: Date.now() }
  } catch {
    return { status: 0, body: '', ms: performance.now() - started, retryAfter: null, at: Date.now() }
  }
}

/** Posts until it is acknowledged, as a client does; gives back every answer. */
export async function postUntilTaken(clients: DirectLineClient[], id: string, text = id): Promise<Answered[]> {
  const answers: Answered[] = []
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const client = clients[attempt % clients.length]
    if (!client) break
    const answered = await postOnce(client, id, text)
    answers.push(answered)
    if (answered.status === 200) return answers
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${id} was never taken; last: ${JSON.stringify(answers.at(-1))}`)
}

/** The whole transcript. */
async function readAll(client: DirectLineClient): Promise<Activity[]> {
  const activities: Activity[] = []
  for (let watermark = ''; ; ) {
    const set = await client.read(watermark)
    if (set.activities.length === 0) return activities
    activities.push(...set.activities)
    watermark = set.watermark
  }
}

/** Checks that these activities, and no others, had one effect each, one after the other. */
export async function expectOnce(client: DirectLineClient, ids: string[]): Promise<void> {
  const activities = await readAll(client)
  const heard = activities.filter(({ from }) => from.role === 'user')
  const said = activities.filter(({ from }) => from.role === 'bot').map(({ text }) => text)
  const found = heard.map(({ channelData }) => (channelData as { clientActivityID: string }).clientActivityID)
  expect(found.toSorted()).toEqual(ids.toSorted())
  expect(said).toEqual(heard.map(({ text }, index) => `${index + 1}: ${text}`))
}

export function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}
