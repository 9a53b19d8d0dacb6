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
const LONGEST_WAIT = 32_000

type Lane = { tail: Promise<void>; failures: number; notBefore: number }

/** Posts replies in order, each once: what was posted with no clear answer is not posted again. */
export function createDeliveries(ports: DeliveryPorts): Deliveries {
  const lanes = new Map<string, Lane>()
  let stopped = false
  const laneOf = (conversation: string) => {
    const lane = lanes.get(conversation) ?? { tail: Promise.resolve(), failures: 0, notBefore: 0 }
    lanes.set(conversation, lane)
    return lane
  }
  const enter = async (conversation: string, post: Post, deadline: number) => {
    const lane = laneOf(conversation)
    lane.tail = lane.tail
      .then(() => postAll(ports, conversation, lane, { post, deadline }))
      .catch((error) => ports.log.error({ event: 'delivery', error }))
    await lane.tail
    if (lane.failures === 0 && lanes.get(conversation) === lane) lanes.delete(conversation)
  }
  const sweep = async () => {
    for (const conversation of stopped ? [] : await ports.store.undelivered()) {
      const lane = lanes.get(conversation.key)
      if (stopped || (lane && (lane.failures === 0 || ports.clock() < lane.notBefore))) continue
      await ports.reach(conversation, (post) => enter(conversation.key, post, Number.POSITIVE_INFINITY))
    }
  }
  let round = Promise.resolve()
  const timer = setInterval(() => {
    round = round.then(sweep).catch((error) => ports.log.error({ event: 'delivery', error }))
  }, ROUND)
  timer.unref()
  return {
    deliver: async (conversation, post) => {
      const deadline = ports.clock() + TURN_BUDGET
      // Behind a slow post of an earlier turn: the next round takes what waits.
      if (await isFree(laneOf(conversation))) await enter(conversation, post, deadline)
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await round
      await Promise.all([...lanes.values()].map(({ tail }) => tail))
    },
  }
}

type Posting = { post: Post; deadline: number }

async function postAll(ports: DeliveryPorts, conversation: string, lane: Lane, posting: Posting): Promise<void> {
  if (ports.clock() < lane.notBefore) return
  const lines = await ports.store.takeReplies(conversation)
  for (const [index, line] of lines.entries()) {
    const isLate = ports.clock() > posting.deadline
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
    // These two say that nothing was posted. Any other failure leaves it open.
    if (statusCode === 429 || statusCode === 412) return readRetryAfter(response)
    log.warn({ event: 'unconfirmed', conversation: conversation.slice(0, 12), status: statusCode ?? 0, error })
    await store.markReply(conversation, seq, 'unconfirmed')
  }
  return undefined
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

async function isFree({ tail }: Lane): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), TURN_BUDGET)
  })
  const free = await Promise.race([tail.then(() => true), timeUp])
  clearTimeout(timer)
  return free
}
