import type { Failure } from './retry.ts'

type MailFault = { code?: unknown; originalCode?: unknown; responseCode?: unknown; command?: unknown }

/** Why a mail was not taken, in words that quote nobody. */
export function judgeMail(error: unknown): { why: string; failure: Failure } {
  const { code: given, originalCode, responseCode, command } = (error ?? {}) as MailFault
  const code = String(given ?? '')
  const status = typeof responseCode === 'number' ? responseCode : 0
  const why =
    status > 0
      ? `answered ${status} to ${commandName(command)}`
      : `failed (${String(originalCode ?? code) || 'unknown'})`
  if (CERTIFICATE.test(String(originalCode ?? ''))) return { why, failure: { kind: 'denied' } }
  if (status >= 400 && status < 500) return { why, failure: { kind: 'down', unsent: true } }
  if (DENIED.has(status) || code === 'EAUTH' || code === 'ETLS' || code === 'EREQUIRETLS')
    return { why, failure: { kind: 'denied' } }
  // Before a mail was named, a refusal is about us and not about the mail.
  if (status >= 500) return { why, failure: { kind: ABOUT_MAIL.has(code) ? 'rejected' : 'denied' } }
  return { why, failure: UNSENT.has(String(originalCode ?? code)) ? { kind: 'down', unsent: true } : { kind: 'down' } }
}

// Sign-in is needed, its mechanism is too weak, or it failed.
const DENIED = new Set([530, 534, 535, 538])
const ABOUT_MAIL = new Set(['EENVELOPE', 'EMESSAGE'])
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'EDNS'])
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS_/

function commandName(command: unknown): string {
  return typeof command === 'string' ? command.replace(/[^A-Z -]/gi, '').slice(0, 20) : 'the connection'
}
