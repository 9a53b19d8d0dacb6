import { randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

import { type InboundActivity, parseActivity } from '../activity.ts'
import type { Config } from '../config.ts'
import { type Access, type Answer, type Call, HttpError, type Route, readJson } from '../http/index.ts'
import type { Identity, Person } from '../identity/index.ts'
import type { Gate } from '../limits.ts'
import { type ConversationRecord, conversationKey, type Opening, type Store, sha256 } from '../store/index.ts'
import type { TakeTurn } from '../turn.ts'
import { readActivitySet, readWatermark } from './activity-set.ts'
import type { Streams } from './direct-line-stream.ts'
import { type Bearer, newBearer, TOKEN_LIFE, type Tokens } from './direct-line-tokens.ts'
import { readUpload, type Upload } from './direct-line-upload.ts'

export type DirectLinePorts = {
  config: Pick<Config, 'anonymous' | 'directLineSecret' | 'previousSecret'>
  identity?: Pick<Identity, 'identify'> | undefined
  store: Pick<Store, 'open' | 'conversation' | 'lines' | 'addFile'>
  tokens: Tokens
  streams: Pick<Streams, 'notify'>
  access: Access
  gate: Gate
  takeTurn: TakeTurn
  mask: (text: string) => string
}

const BASE = '/v3/directline'
const CHANNEL = 'directline'
const BOT = { id: 'bot', name: 'Activation support' }
const Start = z
  .object({ locale: z.string().max(35).optional().catch(undefined) })
  .optional()
  .catch(undefined)

/** The Direct Line 3.0 channel: what Web Chat and scripts speak. */
export function createDirectLine(ports: DirectLinePorts): Route[] {
  const routes: Route[] = [
    { method: 'post', path: `${BASE}/tokens/generate`, handle: (call) => generate(ports, call) },
    { method: 'post', path: `${BASE}/tokens/refresh`, handle: (call) => refresh(ports, call) },
    { method: 'post', path: `${BASE}/conversations`, handle: (call) => start(ports, call) },
    { method: 'get', path: `${BASE}/conversations/:id`, handle: (call) => reconnect(ports, call) },
    { method: 'get', path: `${BASE}/conversations/:id/activities`, handle: (call) => readActivities(ports, call) },
    { method: 'post', path: `${BASE}/conversations/:id/activities`, handle: (call) => postActivity(ports, call) },
    { method: 'post', path: `${BASE}/conversations/:id/upload`, handle: (call) => upload(ports, call) },
  ]
  const preflight = [...new Set(routes.map(({ path }) => path))].map(
    (path): Route => ({ method: 'opts', path, handle: () => ({ status: 204, headers: PREFLIGHT }) }),
  )
  return [...routes, ...preflight].map((route) => ({ ...route, handle: (call) => withOrigin(ports, route, call) }))
}

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, POST',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  'Access-Control-Max-Age': '600',
}

// Pages of listed origins may read the answers; of others they may not even ask.
async function withOrigin({ access }: DirectLinePorts, route: Route, call: Call): Promise<Answer> {
  if (!access.isAllowedOrigin(call.request)) throw new HttpError(403, 'WrongOrigin')
  const { origin } = call.request.headers
  const cors = origin === undefined ? {} : corsHeaders(origin)
  try {
    const answer = await route.handle(call)
    return { ...answer, headers: { ...cors, ...answer.headers } }
  } catch (error) {
    throw error instanceof HttpError ? new HttpError(error.status, error.code, { ...cors, ...error.headers }) : error
  }
}

function corsHeaders(origin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Retry-After',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    Vary: 'Origin',
  }
}

async function generate(ports: DirectLinePorts, call: Call): Promise<Answer> {
  await ports.gate.token(call.address)
  const person = await admit(ports, call)
  await readJson(call.request)
  const bearer = newBearer(person)
  return {
    status: 200,
    body: { conversationId: bearer.conversation, token: await ports.tokens.issue(bearer), expires_in: TOKEN_LIFE },
  }
}

/** Who may chat: who has the secret, who is known where people have to be known, or anybody. */
async function admit(ports: DirectLinePorts, call: Call): Promise<Person | undefined> {
  const { config, identity } = ports
  if (hasSecret(ports, call)) return undefined
  if (identity) {
    const person = await identity.identify(call.request)
    if (!person) throw new HttpError(401, 'SignInNeeded')
    return person
  }
  if (!config.anonymous) throw new HttpError(403, 'SecretNeeded')
  return undefined
}

async function refresh(ports: DirectLinePorts, call: Call): Promise<Answer> {
  const bearer = await ports.tokens.read(readToken(call))
  const token = await ports.tokens.issue(bearer)
  return { status: 200, body: { conversationId: bearer.conversation, token, expires_in: TOKEN_LIFE } }
}

async function start(ports: DirectLinePorts, call: Call): Promise<Answer> {
  const bearer = hasSecret(ports, call) ? newBearer() : await ports.tokens.read(readToken(call))
  const body = Start.parse(await readJson(call.request))
  const known = await ports.store.conversation(keyOf(bearer))
  if (!known) await ports.gate.conversation(call.address, bearer.person?.id)
  const isNew = await ports.store.open(toOpening(bearer, body?.locale ?? 'en'))
  return { status: isNew ? 201 : 200, body: await connection(ports, call, bearer, 0) }
}

async function reconnect(ports: DirectLinePorts, call: Call): Promise<Answer> {
  const { bearer } = await authorize(ports, call)
  const body = await connection(ports, call, bearer, readWatermark(call.query.get('watermark')))
  return { status: 200, body }
}

async function readActivities(ports: DirectLinePorts, call: Call): Promise<Answer> {
  const { record } = await authorize(ports, call)
  const watermark = readWatermark(call.query.get('watermark'))
  return { status: 200, body: await readActivitySet(ports.store, record.key, watermark) }
}

async function postActivity(ports: DirectLinePorts, call: Call): Promise<Answer> {
  const { bearer, record } = await authorize(ports, call)
  await ports.gate.message(record.key)
  const activity = parseActivity(await readJson(call.request))
  return await accept(ports, { bearer, record, activity, files: [] })
}

async function upload(ports: DirectLinePorts, call: Call): Promise<Answer> {
  const { bearer, record } = await authorize(ports, call)
  await ports.gate.message(record.key)
  const { activity, files, stored } = await readUpload(call.request, ports.mask)
  for (const file of stored) await ports.store.addFile(record.key, file)
  return await accept(ports, { bearer, record, activity: parseActivity(activity), files })
}

type Accepted = { bearer: Bearer; record: ConversationRecord; activity: InboundActivity; files: Upload['files'] }

async function accept(ports: DirectLinePorts, { bearer, record, activity, files }: Accepted): Promise<Answer> {
  if (['typing', 'endOfConversation'].includes(activity.type)) return { status: 200, body: { id: randomUUID() } }
  if (activity.type !== 'message' && activity.type !== 'event') throw new HttpError(400, 'ActivityNotSupported')
  const { activityId, written } = await ports.takeTurn({
    activity: { ...activity, channelId: CHANNEL },
    // A client that sends again after a lost answer says so by its own id.
    id: activity.channelData?.clientActivityID ?? randomUUID(),
    opening: toOpening(bearer, record.locale),
    profile: 'webchat',
    person: { id: bearer.user, ...(bearer.person && { name: bearer.person.name }) },
    bot: BOT,
    files,
    delivery: 'watermark',
  })
  ports.streams.notify(record.key, written)
  return { status: 200, body: { id: activityId } }
}

async function authorize(ports: DirectLinePorts, call: Call): Promise<{ bearer: Bearer; record: ConversationRecord }> {
  const bearer = await ports.tokens.read(readToken(call))
  // Somebody else's conversation looks like one that does not exist.
  const record = bearer.conversation === call.params['id'] && (await ports.store.conversation(keyOf(bearer)))
  if (!record) throw new HttpError(404, 'ConversationNotFound')
  return { bearer, record }
}

async function connection(ports: DirectLinePorts, call: Call, bearer: Bearer, watermark: number): Promise<object> {
  const { conversation } = bearer
  const [token, t] = await Promise.all([ports.tokens.issue(bearer), ports.tokens.issueStream(bearer)])
  const origin = ports.access.ownOrigin(call.request).replace(/^http/, 'ws')
  const streamUrl = `${origin}${BASE}/conversations/${conversation}/stream?watermark=${watermark}&t=${t}`
  return { conversationId: conversation, token, expires_in: TOKEN_LIFE, streamUrl, referenceGrammarId: '' }
}

function readToken({ request }: Call): string {
  const [, token] = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new HttpError(401, 'Unauthorized')
  return token
}

function hasSecret({ config }: DirectLinePorts, call: Call): boolean {
  const secrets = [config.directLineSecret, config.previousSecret].filter((secret) => secret !== undefined)
  if (secrets.length === 0 || call.request.headers.authorization === undefined) return false
  // Hashes have one length, as the comparison in constant time wants it.
  const given = Buffer.from(sha256(readToken(call)))
  return secrets.some((secret) => timingSafeEqual(given, Buffer.from(sha256(secret))))
}

function keyOf({ conversation }: Bearer): string {
  return conversationKey({ channel: CHANNEL, conversation })
}

function toOpening({ conversation, user, person }: Bearer, locale: string): Opening {
  // What a ticket shows and `erase` takes: the name somebody is known by.
  return { name: { channel: CHANNEL, conversation }, person: person?.id ?? user, locale }
}
