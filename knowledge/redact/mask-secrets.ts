import type { KeyFound } from '../evidence/evidence.ts'
import { hideGuids, lineFinder } from '../evidence/groups.ts'
import { foldLookalikes } from '../evidence/normalise.ts'
import { findCredentials } from './credentials.ts'
import { findExtendedPids } from './extended-pids.ts'
import { findPhoneIds } from './phone-ids.ts'
import { findProductKeys } from './product-keys.ts'
import type { Secret, SecretKind } from './secret.ts'
import { tokensOf } from './token-table.ts'

const MASKS: Record<SecretKind, string> = {
  productKey: 'product key hidden',
  installationId: 'installation id hidden',
  confirmationId: 'confirmation id hidden',
  extendedPid: 'serial hidden',
  password: 'password hidden',
  token: 'token hidden',
}

/**
 * Masks what may be written nowhere: product keys that are not published, but for their last five characters, ids of
 * phone activation, serials of extended PIDs, passwords and tokens. Lines keep their numbers.
 */
export function maskSecrets(text: string): { masked: string; keys: KeyFound[] } {
  const plain = hideGuids(foldLookalikes(text))
  const cut = { text: plain, tokens: tokensOf(plain) }
  const lineOf = lineFinder(text)
  const { secrets, published } = findProductKeys(cut)
  const keys: KeyFound[] = published.map(({ start, key }) => ({ line: lineOf(start), published: key }))
  const all = [...secrets, ...findPhoneIds(cut), ...findExtendedPids(text), ...findCredentials(text)]
  const parts: string[] = []
  let done = 0
  for (const secret of all.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (secret.end <= done) continue
    const start = Math.max(secret.start, done)
    parts.push(text.slice(done, start), maskOf(secret), '\n'.repeat(breaksIn(text, start, secret.end)))
    done = secret.end
    const { kind } = secret
    // Tools print the serial of a PID beside everything else: nobody needs to be told.
    if (kind !== 'extendedPid') keys.push({ line: lineOf(secret.start), kind })
  }
  if (done === 0) return { masked: text, keys }
  parts.push(text.slice(done))
  return { masked: parts.join(''), keys: keys.sort((a, b) => a.line - b.line) }
}

function maskOf({ kind, last }: Secret): string {
  return last === undefined ? `[${MASKS[kind]}]` : `[${MASKS[kind]} *${last}]`
}

function breaksIn(text: string, start: number, end: number): number {
  let breaks = 0
  for (let at = start; at < end; at += 1) if (text[at] === '\n') breaks += 1
  return breaks
}
