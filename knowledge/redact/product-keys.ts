import { publishedKey } from '../evidence/published-keys.ts'
import { boundsOf, type Cut, createGapSigns, isGap, isInGap, join, lengthOf, type Stretch } from './cut.ts'
import type { Secret } from './secret.ts'
import { valueAt } from './value-at.ts'

type Published = NonNullable<ReturnType<typeof publishedKey>>

/** The keys of a text: the secret ones, and the published ones with their place. */
export type ProductKeys = { secrets: Secret[]; published: { start: number; end: number; key: Published }[] }

const NO_KEY_LETTERS = /[^BCDFGHJKMNPQRTVWXY2346789]/gi
const KEY_LENGTH = 25
const LONGEST_RUN = 60
const SHOWN = 5
const KEY_GAP = createGapSigns('-._>|,;:/+~=*"\'')

/** Finds product keys in every broken form: other groups, other separators, over lines, one sign at a time. */
export function findProductKeys(cut: Cut): ProductKeys {
  const found: ProductKeys = { secrets: [], published: [] }
  for (let at = 0; at < cut.tokens.count; ) {
    const { key, used } = keyAt(cut, at)
    at += used
    if (!key) continue
    const { start, end } = boundsOf(cut, key)
    const characters = join(cut, key)
    const published = publishedKey(characters)
    if (published) found.published.push({ start, end, key: published })
    else if (!isBlackedOut(characters)) {
      const last = characters.length === KEY_LENGTH ? { last: characters.slice(-SHOWN).toUpperCase() } : {}
      found.secrets.push({ start, end, kind: 'productKey', ...last })
    }
  }
  return found
}

type Found = { key?: Stretch; used: number }

// Nearly every token of a text: one and the same object says so.
const NOTHING: Found = { used: 1 }

/** The key at a token, if there is one: five by five, one run, or its characters cut in any other way. */
function keyAt(cut: Cut, at: number): Found {
  const length = lengthOf(cut, at)
  if (length >= KEY_LENGTH) {
    const key = { first: at, size: 1 }
    return length <= LONGEST_RUN && isRun(join(cut, key)) ? { key, used: 1 } : NOTHING
  }
  if (isFiveByFive(cut, at)) return { key: { first: at, size: 5 }, used: 5 }
  if (cut.tokens.fitsKey[at] !== 1) return NOTHING
  const run = runOfKeyTokens(cut, at)
  if (isBrokenKey(cut, run)) return { key: run, used: run.size }
  // A run that is no key may still reach into five groups that are one.
  return { used: Math.max(1, run.size - 4) }
}

function isRun(run: string): boolean {
  if (run.length === KEY_LENGTH) return isMixed(run, 1) && conforming(run) >= KEY_LENGTH - 2
  const [letters = ''] = /[BCDFGHJKMNPQRTVWXY2346789]{25,}/i.exec(run) ?? []
  return isMixed(letters, 2) && !/^[0-9a-f]+$/i.test(run)
}

function isFiveByFive(cut: Cut, at: number): boolean {
  let digits = 0
  for (let next = at; next < at + 5; next += 1) {
    if (lengthOf(cut, next) !== 5) return false
    digits += valueAt(cut.tokens.digits, next)
  }
  let dashes = 0
  for (let next = at + 1; next < at + 5; next += 1) {
    if (!isGap(cut, next, KEY_GAP)) return false
    dashes += Number(isInGap(cut, next, '-'))
  }
  const characters = join(cut, { first: at, size: 5 })
  // No words: one key in five thousand has no digit, and no key has a vowel.
  if (digits === 0) return dashes === 4 && conforming(characters) === KEY_LENGTH
  return isMixed(characters, 1) && (dashes === 4 || conforming(characters) >= KEY_LENGTH - 2)
}

/** All tokens that follow each other with key letters only: a key cut at any place, whatever stands around it. */
function runOfKeyTokens(cut: Cut, at: number): Stretch {
  let next = at + 1
  while (lengthOf(cut, next) <= KEY_LENGTH && cut.tokens.fitsKey[next] === 1) {
    if (!isGap(cut, next, KEY_GAP) || isPublishedAt(cut, next)) break
    next += 1
  }
  return { first: at, size: next - at }
}

function isPublishedAt(cut: Cut, at: number): boolean {
  if (!isFiveByFive(cut, at)) return false
  return publishedKey(join(cut, { first: at, size: 5 })) !== undefined
}

function isBrokenKey(cut: Cut, run: Stretch): boolean {
  const length = signsOf(cut, run)
  if (length < 15) return false
  if (length >= KEY_LENGTH) return isMixed(join(cut, run), 2)
  if (run.size < 3) return false
  for (let next = run.first + 1; next < run.first + run.size; next += 1) if (!isInGap(cut, next, '-')) return false
  return isMixed(join(cut, run), 1)
}

function signsOf(cut: Cut, { first, size }: Stretch): number {
  let length = 0
  for (let at = first; at < first + size; at += 1) length += lengthOf(cut, at)
  return length
}

function conforming(characters: string): number {
  return characters.replace(NO_KEY_LETTERS, '').length
}

function isMixed(characters: string, digits: number): boolean {
  return characters.replace(/\D/g, '').length >= digits && characters.replace(/[^A-Z]/gi, '').length >= 4
}

function isBlackedOut(characters: string): boolean {
  return /^(.)\1{14,}/.test(characters)
}
