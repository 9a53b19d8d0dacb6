import type { Log } from './log.ts'
import type { ConversationRecord, DeliveryStore, StoredLine } from './store/index.ts'
import { createThreadRate, type ThreadRate } from './thread-rate.ts'
import type { Tracing } from './tracing.ts'

/** Posts one reply to its channel. */
export type Post = (activity: Record<string, unknown>) => Promise<void>

export type DeliveryPorts = {
  store: DeliveryStore
  /** Runs with a way to post to a conversation, outside of a turn. */
  reach: (conversation: ConversationRecord, work: (post: Post) => Promise<void>) => Promise<void>
  clock: () => number
  log: Log
  tracing?: Pick<Tracing, 'post'> | undefined
}

/** Brings committed replies to channels that are posted to. */
export type Deliveries = {
  /** Posts what was taken with a turn, or else what waits; resolves when done, or when the turn's time is up. */
  deliver(conversation: string, post: Post, taken?: StoredLine[]): Promise<void>
  stop(): Promise<void>
}

const TURN_BUDGET = 3000
const ROUND = 2000
// The store keeps taken replies for 30 s: a post begun by then is over before, and no other bot posts meanwhile.
const TAKEN_FOR = 15_000
const LONGEST_WAIT = 32_000
const ROUNDS_AT_ONCE = 4
const LANES_AT_ONCE = 8

type Lanes = Map<string, Lane>
type Lane = { tail: Promise<void>; failures: number; notBefore: number; users: number }
type Courier = DeliveryPorts & { lanes: Lanes; rate: ThreadRate; isStopped: () => boolean }

/** Posts replies in order, each once: what was posted with no clear answer is not posted again. */
export function createDeliveries(ports: DeliveryPorts): Deliveries {
  let stopped = false
  const rate = createThreadRate(ports.clock, ports.store)
  const courier: Courier = { ...ports, lanes: new Map(), rate, isStopped: () => stopped }
  // A round that a hanging channel holds up does not keep the next from those that wait for others.
  const rounds = new Set<Promise<void>>()
  const timer = setInterval(() => {
    if (rounds.size >= ROUNDS_AT_ONCE) return
    const round = sweep(courier)
      .catch((error) => ports.log.error({ event: 'delivery', error }))
      .finally(() => rounds.delete(round))
    rounds.add(round)
  }, ROUND)
  timer.unref()
  return {
    // A post that the channel keeps waiting goes on after the turn was answered.
    deliver: (conversation, post, taken) =>
      within(
        TURN_BUDGET,
        enter(courier, conversation, { post, deadline: ports.clock() + TURN_BUDGET, ...(taken && { taken }) }),
      ),
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await Promise.all(rounds)
      await Promise.all([...courier.lanes.values()].map(({ tail }) => tail))
    },
  }
}

async function enter(courier: Courier, conversation: string, posting: Posting): Promise<void> {
  const { lanes, log } = courier
  const lane = lanes.get(conversation) ?? { tail: Promise.resolve(), failures: 0, notBefore: 0, users: 0 }
  lanes.set(conversation, lane)
  lane.users += 1
  lane.tail = lane.tail
    .then(() => postAll(courier, conversation, lane, posting))
    .catch((error) => log.error({ event: 'delivery', error }))
  await lane.tail
  lane.users -= 1
  if (lane.users === 0 && lane.notBefore <= courier.clock()) lanes.delete(conversation)
}

/** Takes up what a turn had no time for, what a channel put off, and what a stopped bot left behind. */
async function sweep(courier: Courier): Promise<void> {
  const waiting = await courier.store.undelivered()
  const work = async () => {
    for (let next = waiting.shift(); next && !courier.isStopped(); next = waiting.shift()) await resume(courier, next)
  }
  await Promise.all(Array.from({ length: LANES_AT_ONCE }, work))
}

async function resume(courier: Courier, conversation: ConversationRecord): Promise<void> {
  const { key } = conversation
  const lane = courier.lanes.get(key)
  if (lane && (lane.users > 0 || courier.clock() < lane.notBefore)) return
  try {
    const deadline = courier.clock() + TAKEN_FOR
    await courier.reach(conversation, (post) => enter(courier, key, { post, deadline }))
  } catch (error) {
    // Not a channel that can be reached at all: the others must not wait behind it.
    courier.log.error({ event: 'unreachable', conversation: key.slice(0, 12), error })
    for (const { seq } of await courier.store.takeReplies(key)) await courier.store.markReply(key, seq, 'unconfirmed')
  }
}

type Posting = { post: Post; deadline: number; taken?: StoredLine[] }

async function postAll(courier: Courier, conversation: string, lane: Lane, posting: Posting): Promise<void> {
  const { store, clock } = courier
  if (clock() < lane.notBefore || clock() > posting.deadline) {
    for (const { seq } of posting.taken ?? []) await store.markReply(conversation, seq, 'pending')
    return
  }
  const lines = posting.taken ?? (await store.takeReplies(conversation))
  for (const [index, line] of lines.entries()) {
    const putOff = await takePlace(courier, conversation, line, posting.deadline)
    const retryAfter = putOff === undefined ? await postOne(courier, conversation, line, posting.post) : undefined
    if (putOff === undefined && retryAfter === undefined) continue
    if (putOff === undefined) postpone(courier, lane, retryAfter ?? null)
    else lane.notBefore = clock() + putOff
    for (const { seq } of lines.slice(index)) await store.markReply(conversation, seq, 'pending')
    return
  }
  lane.failures = 0
}

/** Waits until the channel takes one more; resolves with how long that is where it is longer than there is time for. */
async function takePlace(
  { rate, clock }: Courier,
  conversation: string,
  { activity }: StoredLine,
  deadline: number,
): Promise<number | undefined> {
  if (clock() > deadline) return 0
  if (activity['channelId'] !== 'msteams') return undefined
  const patience = deadline - clock()
  const wait = await rate.reserve(conversation, patience)
  if (wait > patience) return wait
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  return undefined
}

function postpone({ clock }: DeliveryPorts, lane: Lane, retryAfter: number | null): void {
  const backoff = Math.min(LONGEST_WAIT, 1000 * 2 ** lane.failures) * (0.5 + Math.random() / 2)
  lane.failures += 1
  lane.notBefore = clock() + (retryAfter ?? backoff)
}

/** Undefined when the reply is settled; otherwise the wait the channel asks for, or null when it names none. */
async function postOne(
  { store, log, tracing }: DeliveryPorts,
  conversation: string,
  { seq, activity }: StoredLine,
  post: Post,
): Promise<number | null | undefined> {
  try {
    await (tracing?.post(post) ?? post)(toContent(activity))
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

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, timeUp])
  clearTimeout(timer)
}
