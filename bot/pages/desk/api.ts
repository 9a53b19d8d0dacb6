import type { Me, MoveOrder, OpenCase, SignInWay } from './wire.ts'

/** What a request came to. `same`: nothing has changed. */
export type Reply<T> =
  | { kind: 'ok'; body: T }
  | { kind: 'same' }
  | { kind: 'signedOut' }
  | { kind: 'refused'; status: number; body?: unknown }
  | { kind: 'unreachable' }

let csrf = ''
let touched = true
for (const event of ['pointerdown', 'keydown'])
  addEventListener(
    event,
    () => {
      touched = true
    },
    { capture: true, passive: true },
  )

/** A source that is asked again and again, and says so when nothing has changed. */
export type Source<T> = { tag?: string; read(): Promise<Reply<T>> }

/** Makes a source of what lies under a path. */
export function createSource<T>(path: string): Source<T> {
  const source: Source<T> = {
    read: async () => {
      const reply = await send<T>('GET', path, source.tag === undefined ? {} : { 'If-None-Match': source.tag })
      if (reply.kind === 'ok' && reply.tag !== undefined) source.tag = reply.tag
      return reply
    },
  }
  return source
}

/** Reads who is signed in, or how to sign in. */
export async function readSession(): Promise<
  { me: Me } | { signIn: SignInWay } | { problem: 'refused' | 'unreachable' }
> {
  const reply = await send<Me | { signIn: SignInWay }>('GET', 'session')
  if (reply.kind !== 'ok') return { problem: reply.kind === 'refused' ? 'refused' : 'unreachable' }
  if (!('csrf' in reply.body)) return { signIn: reply.body.signIn }
  csrf = reply.body.csrf
  return { me: reply.body }
}

/** Begins a session. */
export const signIn = (body: object) => send<undefined>('POST', 'session', {}, body)

/** Ends the session. */
export const signOut = () => send<undefined>('POST', 'session/end', {}, {})

/** Does something with a case as it was seen. */
export const sendMove = (number: string, move: MoveOrder, version: number) =>
  send<OpenCase & { ok: boolean; reason?: string }>('POST', `cases/${number}/moves`, {}, { move, version })

type Sent<T> = Reply<T> & { tag?: string }

async function send<T>(
  method: 'GET' | 'POST',
  path: string,
  headers: Record<string, string> = {},
  body?: object,
): Promise<Sent<T>> {
  const quiet = method === 'GET' && !touched
  touched = false
  try {
    const response = await fetch(`/desk/api/${path}`, {
      method,
      headers: {
        ...headers,
        ...(quiet && { 'Desk-Poll': '1' }),
        ...(body && { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return await toReply<T>(response)
  } catch {
    return { kind: 'unreachable' }
  }
}

async function toReply<T>(response: Response): Promise<Sent<T>> {
  const { status } = response
  if (status === 304) return { kind: 'same' }
  if (status >= 500) return { kind: 'unreachable' }
  const body = status === 204 ? undefined : await response.json()
  if (status === 401) return { kind: 'signedOut' }
  const tag = response.headers.get('etag')
  return response.ok ? { kind: 'ok', body, ...(tag && { tag }) } : { kind: 'refused', status, body }
}
