import type { KeyFound } from '../evidence/evidence.ts'
import { hideGuids, lineFinder } from '../evidence/groups.ts'
import { foldLookalikes } from '../evidence/normalise.ts'
import { publishedKey } from '../evidence/published-keys.ts'
import { type TokenTable, tokensOf } from './token-table.ts'

type Secret = { start: number; end: number; kind: NonNullable<KeyFound['kind']> }

/** A text, its tokens, and a stretch of them as first and number. */
type Cut = { text: string; tokens: TokenTable }
type Stretch = { first: number; size: number }

const KEY_LETTERS = /[BCDFGHJKMNPQRTVWXY2346789]/gi
const KEY_LENGTH = 25
const LONGEST_GAP = 10
const KEY_GAP = /^[\s\-._>|,;:/+~=*"']+$/
const ID_GAP = /^[\s\-._>|,;:/+)(]*$/
const HAS_PASSWORD = /passw|pwd|kennwort|mot de passe|contraseña|senha|пароль|bearer/i
const PASSWORD =
  /(?<![\p{L}\p{N}_])(?:(?:password|passwd|pwd|passwort|kennwort|mot de passe|contraseña|senha|пароль)[ \t]{0,3}[:=][ \t]{0,3}(\S{1,200})|bearer[ \t]{1,3}(\S{8,4000}))/giu

const MASKS: Record<Secret['kind'], string> = {
  productKey: '[product key hidden]',
  installationId: '[installation id hidden]',
  confirmationId: '[confirmation id hidden]',
  password: '[password hidden]',
}

/** Masks product keys that are not published, ids of phone activation and passwords; lines keep their numbers. */
export function maskSecrets(text: string): { masked: string; keys: KeyFound[] } {
  const plain = hideGuids(foldLookalikes(text))
  const cut = { text: plain, tokens: tokensOf(plain) }
  const lineOf = lineFinder(text)
  const { secrets, keys } = findKeys(cut, lineOf)
  const all = [...secrets, ...findIds(cut), ...findPasswords(text)].sort((a, b) => a.start - b.start)
  const parts: string[] = []
  let done = 0
  for (const secret of all) {
    if (secret.end <= done) continue
    const start = Math.max(secret.start, done)
    parts.push(text.slice(done, start), MASKS[secret.kind], '\n'.repeat(breaksIn(text, start, secret.end)))
    done = secret.end
    keys.push({ line: lineOf(secret.start), kind: secret.kind })
  }
  if (done === 0) return { masked: text, keys }
  parts.push(text.slice(done))
  return { masked: parts.join(''), keys: keys.sort((a, b) => a.line - b.line) }
}

function breaksIn(text: string, start: number, end: number): number {
  let breaks = 0
  for (let at = start; at < end; at += 1) if (text[at] === '\n') breaks += 1
  return breaks
}

type KeysFound = { secrets: Secret[]; keys: KeyFound[] }

function findKeys(cut: Cut, lineOf: (position: number) => number): KeysFound {
  const found: KeysFound = { secrets: [], keys: [] }
  for (let at = 0; at < cut.tokens.count; ) {
    const { key, used } = keyAt(cut, at)
    at += used
    if (!key) continue
    const { start, end } = boundsOf(cut, key)
    const characters = join(cut, key)
    const published = publishedKey(characters)
    if (published) found.keys.push({ line: lineOf(start), published })
    else if (!isBlackedOut(characters)) found.secrets.push({ start, end, kind: 'productKey' })
  }
  return found
}

/** The key at a token, if there is one: five by five, one run, or its characters cut in any other way. */
function keyAt(cut: Cut, at: number): { key?: Stretch; used: number } {
  const length = lengthOf(cut, at)
  if (length >= KEY_LENGTH) {
    const key = { first: at, size: 1 }
    return length <= LONGEST_RUN && isRun(join(cut, key)) ? { key, used: 1 } : { used: 1 }
  }
  if (length === 5 && isFiveByFive(cut, at)) return { key: { first: at, size: 5 }, used: 5 }
  if (cut.tokens.fitsKey[at] !== 1) return { used: 1 }
  const run = runOfKeyTokens(cut, at)
  if (isBrokenKey(cut, run)) return { key: run, used: run.size }
  // A run that is no key may still reach into five groups that are one.
  return { used: Math.max(1, run.size - 4) }
}

const LONGEST_RUN = 60

function isRun(run: string): boolean {
  if (run.length === KEY_LENGTH) return isMixed(run, 1) && conforming(run) >= KEY_LENGTH - 2
  return (
    (/[BCDFGHJKMNPQRTVWXY2346789]{25,}/i.exec(run)?.some((one) => isMixed(one, 2)) ?? false) &&
    !/^[0-9a-f]+$/i.test(run)
  )
}

function isFiveByFive(cut: Cut, at: number): boolean {
  if (at + 5 > cut.tokens.count) return false
  let digits = 0
  for (let next = at; next < at + 5; next += 1) {
    if (lengthOf(cut, next) !== 5) return false
    digits += cut.tokens.digits[next] ?? 0
  }
  if (digits === 0 || digits > KEY_LENGTH - 4) return false
  let dashes = 0
  for (let next = at + 1; next < at + 5; next += 1) {
    if (!isGap(cut, next, KEY_GAP)) return false
    dashes += Number(gapBefore(cut, next).includes('-'))
  }
  const characters = join(cut, { first: at, size: 5 })
  return isMixed(characters, 1) && (dashes === 4 || conforming(characters) >= KEY_LENGTH - 2)
}

/** All tokens that follow each other with key letters only: a key cut at any place, whatever stands around it. */
function runOfKeyTokens(cut: Cut, at: number): Stretch {
  let next = at + 1
  while (next < cut.tokens.count && lengthOf(cut, next) <= KEY_LENGTH && cut.tokens.fitsKey[next] === 1) {
    if (!isGap(cut, next, KEY_GAP) || isPublishedAt(cut, next)) break
    next += 1
  }
  return { first: at, size: next - at }
}

function isPublishedAt(cut: Cut, at: number): boolean {
  if (lengthOf(cut, at) !== 5 || !isFiveByFive(cut, at)) return false
  return publishedKey(join(cut, { first: at, size: 5 })) !== undefined
}

function isBrokenKey(cut: Cut, run: Stretch): boolean {
  const { length, digits } = sizeOf(cut, run)
  if (digits === 0 || length < 15) return false
  if (length >= KEY_LENGTH) return isMixed(join(cut, run), 2)
  if (run.size < 3) return false
  for (let next = run.first + 1; next < run.first + run.size; next += 1)
    if (!gapBefore(cut, next).includes('-')) return false
  return isMixed(join(cut, run), 1)
}

function lengthOf({ tokens }: Cut, at: number): number {
  return (tokens.end[at] ?? 0) - (tokens.start[at] ?? 0)
}

function sizeOf(cut: Cut, { first, size }: Stretch): { length: number; digits: number } {
  let length = 0
  let digits = 0
  for (let at = first; at < first + size; at += 1) {
    length += lengthOf(cut, at)
    digits += cut.tokens.digits[at] ?? 0
  }
  return { length, digits }
}

function gapBefore({ text, tokens }: Cut, at: number): string {
  return text.slice(tokens.end[at - 1], tokens.start[at])
}

function isGap(cut: Cut, at: number, pattern: RegExp): boolean {
  const size = (cut.tokens.start[at] ?? 0) - (cut.tokens.end[at - 1] ?? 0)
  return size <= LONGEST_GAP && pattern.test(gapBefore(cut, at))
}

function boundsOf({ tokens }: Cut, { first, size }: Stretch): { start: number; end: number } {
  return { start: tokens.start[first] ?? 0, end: tokens.end[first + size - 1] ?? 0 }
}

function join({ text, tokens }: Cut, { first, size }: Stretch): string {
  if (size === 1) return text.slice(tokens.start[first], tokens.end[first])
  const parts: string[] = []
  for (let at = first; at < first + size; at += 1) parts.push(text.slice(tokens.start[at], tokens.end[at]))
  return parts.join('')
}

function conforming(characters: string): number {
  return characters.match(KEY_LETTERS)?.length ?? 0
}

function isMixed(characters: string, digits: number): boolean {
  return (characters.match(/\d/g)?.length ?? 0) >= digits && (characters.match(/[A-Z]/gi)?.length ?? 0) >= 4
}

function isBlackedOut(characters: string): boolean {
  return /^(.)\1{14,}/.test(characters)
}

function findIds(cut: Cut): Secret[] {
  const secrets: Secret[] = []
  for (let at = 0; at < cut.tokens.count; ) {
    const id = idAt(cut, at)
    at += id?.size ?? 1
    if (!id) continue
    const { start, end } = boundsOf(cut, id)
    const digits = cut.text.slice(start, end).replace(/(?<=^|\D)\d(?=\D)|\D/g, '').length
    secrets.push({ start, end, kind: digits < 50 ? 'confirmationId' : 'installationId' })
  }
  return secrets
}

// Ids are 9 × 7, 9 × 6 or 8 × 6 digits, read out with or without the letter of each group.
function idAt(cut: Cut, at: number): Stretch | undefined {
  const length = lengthOf(cut, at)
  if (!isNumber(cut, at, length) || length < 5) return undefined
  if (length >= 40) return { first: at, size: 1 }
  if (length > 9 || length === 8) return undefined
  let last = at
  let blocks = 1
  let isAfterMark = false
  for (let next = at + 1; next < cut.tokens.count && blocks < 10; next += 1) {
    const isMark = lengthOf(cut, next) === 1
    if ((isMark && isAfterMark) || (!isMark && !isNumber(cut, next, length)) || !isGap(cut, next, ID_GAP)) break
    if (!isMark) {
      blocks += 1
      last = next
    }
    isAfterMark = isMark
  }
  return blocks * length >= 36 && blocks >= 6 ? { first: at, size: last - at + 1 } : undefined
}

function isNumber(cut: Cut, at: number, length: number): boolean {
  if (lengthOf(cut, at) !== length) return false
  const digits = cut.tokens.digits[at] ?? 0
  return length < 255 ? digits === length : digits === 255 && /^\d+$/.test(join(cut, { first: at, size: 1 }))
}

function findPasswords(text: string): Secret[] {
  if (!HAS_PASSWORD.test(text)) return []
  return [...text.matchAll(PASSWORD)].map((found) => {
    const secret = found[1] ?? found[2] ?? ''
    const end = found.index + found[0].length
    return { start: end - secret.length, end, kind: 'password' as const }
  })
}
