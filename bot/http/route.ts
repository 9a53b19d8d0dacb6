import type { IncomingMessage } from 'node:http'

import type { Answer } from './respond.ts'

/** A request that was matched to a route. */
export type Call = { request: IncomingMessage; params: Record<string, string>; query: URLSearchParams; address: string }

/** One method on one path. Handlers give their answer back, or throw an HttpError. */
export type Route = {
  method: 'get' | 'post' | 'opts' | 'head'
  path: string
  /** Milliseconds until the caller is told that it takes too long, where it is no channel that waits. */
  longest?: number
  handle(call: Call): Answer | Promise<Answer>
}
