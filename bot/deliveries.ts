import type { Log } from './log.ts'
import type { ConversationRecord, DeliveryStore, StoredLine } from './store/index.ts'

/** Posts one reply to its channel. */
export type Post = (activity: Record<string, unknown>) => Promise<void>

export type DeliveryPorts = {
  store: DeliveryStore
  /** Runs with a way to post to a conversation, outside of a turn. */
  reach: (conversation: ConversationRecord, work: (post: Post) => Promise<void>) => Promise<void>
  clock: () => number
  log: Log
}

/** Brings committed replies to channels that are posted to. */
export type Deliveries = {
  /** Posts what waits for a conversation; resolves when done, or when the turn's time is up. */
  deliver(conversation: string, post: Post): Promise<void>
  stop(): Promise<void>
}

const TURN_BUDGET = 3000
const ROUND = 2000
// The store keeps taken replies for 30 s: a post begun by then is over before, and no other bot posts meanwhile.
const TAKEN_FOR = 15_000
const LONGEST_WAIT = 32_000

type Lanes = Map<string, Lane>
type Lane = { tail: Promise<void>; failures: number; notBefore: number }

/** Posts replies in order, each once: what was posted with no clear answer is not posted again. */
export function createDeliveries(ports: DeliveryPorts): Deliveries {
  const lanes: Lanes = new Map()
  let stopped = false
  let round = Promise.resolve()
  const timer = setInterval(() => {
    round = round
      .then(() => sweep(ports, lanes, () => stopped))
      .catch((error) => ports.log.error({ event: 'delivery', error }))
  }, ROUND)
  timer.unref()
  return {
    deliver: async (conversation, post) => {
      const deadline = ports.clock() + TURN_BUDGET
      // Behind a slow post of an earlier turn: the next round takes what waits.
      if (await isFree(lanes.get(conversation))) await enter(ports, lanes, conversation, { post, deadline })
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await round
      await Promise.all([...lanes.values()].map(({ tail }) => tail))
    },
  }
}

async function enter(ports: DeliveryPorts, lanes: Lanes, conversation: string, posting: Posting): Promise<void> {
  const lane = lanes.get(conversation) ?? { tail: Promise.resolve(), failures: 0, notBefore: 0 }
  lanes.set(conversation, lane)
  lane.tail = lane.tail
    .then(() => postAll(ports, conversation, lane, posting))
    .catch((error) => ports.log.error({ event: 'delivery', error }))
  await lane.tail
  if (lane.failures === 0 && lanes.get(conversation) === lane) lanes.delete(conversation)
}

/** Takes up what a turn had no time for, what a channel put off, and what a stopped bot left behind. */
async function sweep(ports: DeliveryPorts, lanes: Lanes, isStopped: () => boolean): Promise<void> {
  for (const conversation of await ports.store.undelivered()) {
    const { key } = conversation
    const lane = lanes.get(key)
    if (isStopped()) return
    if (lane && (lane.failures === 0 || ports.clock() < lane.notBefore)) continue
    try {
      await ports.reach(conversation, (post) => enter(ports, lanes, key, { post, deadline: Number.POSITIVE_INFINITY }))
    } catch (error) {
      // Not a channel that can be reached at all: the others must not wait behind it.
      ports.log.error({ event: 'unreachable', conversation: key.slice(0, 12), error })
      for (const { seq } of await ports.store.takeReplies(key)) await ports.store.markReply(key, seq, 'unconfirmed')
    }
  }
}

type Posting = { post: Post; deadline: number }

async function postAll(ports: DeliveryPorts, conversation: string, lane: Lane, posting: Posting): Promise<void> {
  if (ports.clock() < lane.notBefore) return
  const lines = await ports.store.takeReplies(conversation)
  const deadline = Math.min(posting.deadline, ports.clock() + TAKEN_FOR)
  for (const [index, line] of lines.entries()) {
    const isLate = ports.clock() > deadline
    const retryAfter = isLate ? 0 : await postOne(ports, conversation, line, posting.post)
    if (retryAfter === undefined) continue
    if (!isLate) postpone(ports, lane, retryAfter)
    for (const { seq } of lines.slice(index)) await ports.store.markReply(conversation, seq, 'pending')
    return
  }
  lane.failures = 0
}

function postpone({ clock }: DeliveryPorts, lane: Lane, retryAfter: number | null): void {
  const backoff = Math.min(LONGEST_WAIT, 1000 * 2 ** lane.failures) * (0.5 + Math.random() / 2)
  lane.failures += 1
  lane.notBefore = clock() + (retryAfter ?? backoff)
}

/** Undefined when the reply is settled; otherwise the wait the channel asks for, or null when it names none. */
async function postOne(
  { store, log }: DeliveryPorts,
  conversation: string,
  { seq, activity }: StoredLine,
  post: Post,
): Promise<number | null | undefined> {
  try {
    await post(toContent(activity))
    await store.markReply(conversation, seq, 'sent')
  } catch (error) {
    const { statusCode, response } = error as { statusCode?: number; response?: unknown }
    if (isUnposted(error)) return readRetryAfter(response)
    log.warn({ event: 'unconfirmed', conversation: conversation.slice(0, 12), status: statusCode ?? 0, error })
    await store.markReply(conversation, seq, 'unconfirmed')
  }
  return undefined
}

const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']

// The channel refused to take it now, nobody was reached, or there was no token to go with it. Any other failure
// leaves open whether the person sees the reply.
function isUnposted(error: unknown): boolean {
  const { statusCode, code, name } = error as { statusCode?: number; code?: string; name?: string }
  if (statusCode !== undefined) return statusCode === 429 || statusCode === 412
  return NOT_CONNECTED.includes(code ?? '') || /Auth|ServerError/.test(name ?? '')
}

function readRetryAfter(response: unknown): number | null {
  const headers = (response as { headers?: { get?(name: string): string | undefined } } | undefined)?.headers
  const seconds = Number(headers?.get?.('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(1, seconds)) * 1000 : null
}

// What the store adds to a line for its own readers; the adapter addresses the rest.
function toContent(activity: Record<string, unknown>): Record<string, unknown> {
  const { id: _id, timestamp: _at, channelId: _channel, conversation: _conversation, ...rest } = activity
  const { from: _from, recipient: _recipient, replyToId: _replyTo, ...content } = rest
  return content
}

async function isFree(lane: Lane | undefined): Promise<boolean> {
  if (!lane) return true
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), TURN_BUDGET)
  })
  const free = await Promise.race([lane.tail.then(() => true), timeUp])
  clearTimeout(timer)
  return free
}
