import { request as requestHttp } from 'node:http'
import { type RequestOptions, request as requestHttps } from 'node:https'

import { judgeAnswer, judgeFault } from './judge-answer.ts'
import { ParcelFailed } from './parcel-failed.ts'

/** A request to another system; its address comes from the configuration. */
export type OutboundRequest = {
  method: string
  url: URL
  headers: Record<string, string>
  body?: string
}

/** What came back, as far as it was read. */
export type OutboundAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
  /** The rest of the body was longer than what is read of one. */
  isCut: boolean
}

/** Sends a request; resolves with an answer that says yes, rejects with a ParcelFailed for everything else. */
export type Outbound = (request: OutboundRequest) => Promise<OutboundAnswer>

/** How long another system may take, in milliseconds, and how much of an answer is read, in bytes. */
export type OutboundLimits = { connect: number; total: number; answer: number }

const LIMITS: OutboundLimits = { connect: 3_000, total: 10_000, answer: 64 * 1024 }

/** Makes the way out. It follows no redirects, uses no proxy, and keeps no connection open. */
export function createOutbound(clock: () => number, limits: OutboundLimits = LIMITS): Outbound {
  return async (request) => {
    const answer = await send(request, limits)
    const failure = judgeAnswer(answer, clock())
    if (!failure) return answer
    throw new ParcelFailed(`${request.url.host} answered ${answer.status} to ${request.method}.`, failure)
  }
}

function send(request: OutboundRequest, limits: OutboundLimits): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    let isConnected = false
    const call = open(request)
    const fail = (error: unknown) => {
      clearTimeout(connecting)
      clearTimeout(whole)
      call.destroy()
      const { why, failure } = judgeFault(error, isConnected)
      reject(new ParcelFailed(`${request.url.host} ${why}.`, failure, { cause: error }))
    }
    const connecting = setTimeout(() => fail(new TimeUp()), limits.connect)
    const whole = setTimeout(() => fail(new TimeUp()), limits.total)
    call.once('socket', (socket) => {
      socket.once(request.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        isConnected = true
        clearTimeout(connecting)
      })
    })
    call.once('error', fail)
    call.once('response', (response) => {
      const parts: Buffer[] = []
      let size = 0
      const end = (isCut: boolean) => {
        clearTimeout(whole)
        const body = Buffer.concat(parts).subarray(0, limits.answer).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, isCut })
        call.destroy()
      }
      response.on('data', (part: Buffer) => {
        parts.push(part)
        size += part.length
        if (size > limits.answer) end(true)
      })
      response.once('end', () => end(false))
      response.once('error', fail)
      response.once('aborted', () => fail(new Cut()))
    })
    call.end(request.body)
  })
}

function open({ method, url, headers, body }: OutboundRequest) {
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  // A connection of its own: one that the other side has just closed would look like a system that is down.
  const options: RequestOptions = { method, headers: { ...headers, ...length }, agent: false }
  return url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options)
}

class TimeUp extends Error {
  readonly code = 'time-up'
}

class Cut extends Error {
  readonly code = 'ECONNRESET'
}
