import type { Failure } from './retry.ts'

/** Why an answer is no success; nothing for one that is. */
export function judgeAnswer({ status, headers }: Answer, now: number): Failure | undefined {
  if (status >= 200 && status < 300) return undefined
  // A redirect goes to a sign-in page, or to an address that nobody configured: somebody has to look.
  if (status < 400 || DENIED.has(status)) return { kind: 'denied' }
  if (status === 429) return { kind: 'throttled', ...patience(headers['retry-after'], now) }
  if (status === 503) {
    const asked = patience(headers['retry-after'], now)
    return asked.after === undefined ? { kind: 'down' } : { kind: 'throttled', ...asked, unclear: true }
  }
  return status >= 500 || UNSETTLED.has(status) ? { kind: 'down' } : { kind: 'rejected' }
}

type Answer = { status: number; headers: Record<string, string | string[] | undefined> }

const DENIED = new Set([401, 403, 407])
// Not in time, in conflict with another one, or too early: the same may go through later.
const UNSETTLED = new Set([408, 409, 423, 425])

function patience(header: string | string[] | undefined, now: number): { after?: number } {
  if (typeof header !== 'string') return {}
  const after = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(after) ? { after: Math.max(0, after) } : {}
}

/** Why nothing came back. Before there was a connection, nothing can have been taken. */
export function judgeFault(error: unknown, isConnected: boolean): { why: string; failure: Failure } {
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  // With another certificate it would be another system.
  if (CERTIFICATE.test(code)) return { why: `has no certificate to trust (${code})`, failure: { kind: 'denied' } }
  if (isConnected)
    return {
      why: code === 'time-up' ? 'did not answer in time' : 'broke off',
      failure: { kind: 'down' },
    }
  const why =
    code === 'time-up' ? 'could not be connected to in time' : `could not be connected to (${code || 'unknown'})`
  return { why, failure: { kind: 'down', unsent: true } }
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS_/
