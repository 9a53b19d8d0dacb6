import type { IncomingMessage } from 'node:http'
import parseSafely from 'secure-json-parse'

import { HttpError } from './http-error.ts'

/** What a request may carry, on the wire. */
const BODY_LIMIT = 512 * 1024
const DEPTH_LIMIT = 32
const NODE_LIMIT = 10_000

// Who writes to a closed connection sees that it was cut, not why: what is a little too long is taken to its end.
const PATIENCE = 4 * 1024 * 1024

/** Reads a body as it came; never decompresses, keeps no more than the limit, and stops soon after it. */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  // One request with a broken gzip body could end the process; nobody needs to send one.
  if (request.headers['content-encoding'] !== undefined) throw new HttpError(415, 'ContentEncodingNotSupported')
  if (Number(request.headers['content-length'] ?? 0) > limit + PATIENCE) throw tooLarge()
  return await collect(request, limit)
}

// By listeners: `for await` over a request costs more than everything else that is done to read it.
function collect(request: IncomingMessage, limit: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  if (request.destroyed) reject(new CallerGone())
  const chunks: Buffer[] = []
  let size = 0
  const take = (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else if (size > limit + PATIENCE) {
      // What still comes runs off while the answer is on its way.
      request.off('data', take).resume()
      reject(tooLarge())
    }
  }
  request.on('data', take)
  request.once('end', () => (size > limit ? reject(tooLarge()) : resolve(onePiece(chunks))))
  request.once('error', reject)
  request.once('close', () => request.readableEnded || reject(new CallerGone()))
  return promise
}

/** The connection was closed before the whole body was there. */
class CallerGone extends Error {}

function onePiece([first = Buffer.alloc(0), ...rest]: Buffer[]): Buffer {
  return rest.length === 0 ? first : Buffer.concat([first, ...rest])
}

/** Reads a JSON body within bounds: size, depth, number of values, and no key that reaches a prototype. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? ''
  const body = await readBody(request)
  if (body.length === 0) return undefined
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) throw new HttpError(415, 'JsonExpected')
  return parseJson(body)
}

// One for all: it keeps nothing between two texts that it decodes whole.
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Parses bounded JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    const text = UTF8.decode(body)
    const value: unknown = parseSafely(text, { protoAction: 'error', constructorAction: 'error' })
    if (isBounded(value)) return value
  } catch {
    throw new HttpError(400, 'BadJson')
  }
  throw new HttpError(400, 'JsonTooComplex')
}

// Without recursion: what is checked here must not overflow the stack either.
function isBounded(value: unknown): boolean {
  const open: [value: unknown, depth: number][] = [[value, 1]]
  let nodes = 0
  for (let item = open.pop(); item; item = open.pop()) {
    const [current, depth] = item
    nodes += 1
    if (depth > DEPTH_LIMIT || nodes + open.length > NODE_LIMIT) return false
    if (typeof current !== 'object' || current === null) continue
    for (const child of Object.values(current)) open.push([child, depth + 1])
  }
  return true
}

function tooLarge(): HttpError {
  return new HttpError(413, 'BodyTooLarge', { Connection: 'close' })
}
