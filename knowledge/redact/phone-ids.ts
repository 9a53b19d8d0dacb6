import { boundsOf, type Cut, createGapSigns, gapBefore, isGap, join, lengthOf, type Stretch } from './cut.ts'
import type { Secret } from './secret.ts'
import { valueAt } from './value-at.ts'

const ID_GAP = createGapSigns('-._>|,;:/+)(')
// Digits of the ids of phone activation: 8 × 6 of a confirmation, 9 × 6 or 9 × 7 of an installation.
const CONFIRMATION = 48
const TOTALS: readonly number[] = [CONFIRMATION, 54, 63]
const LONGEST_CONFIRMATION = 50
const MOST_BLOCKS = 10

/** Finds installation and confirmation ids in any grouping, over lines, with or without the letter of each group. */
export function findPhoneIds(cut: Cut): Secret[] {
  const secrets: Secret[] = []
  for (let at = 0; at < cut.tokens.count; ) {
    const { id, used } = idAt(cut, at)
    at += used
    if (!id) continue
    const { start, end } = boundsOf(cut, id)
    const digits = cut.text.slice(start, end).replace(/(?<=^|\D)\d(?=\D)|\D/g, '').length
    secrets.push({ start, end, kind: digits < LONGEST_CONFIRMATION ? 'confirmationId' : 'installationId' })
  }
  return secrets
}

type Found = { id?: Stretch; used: number }

// Nearly every token of a text: one and the same object says so.
const NOTHING: Found = { used: 1 }

function idAt(cut: Cut, at: number): Found {
  const length = lengthOf(cut, at)
  if (!isNumber(cut, at)) return NOTHING
  if (length >= 40) return found(brokenRunAt(cut, at) ?? { first: at, size: 1 })
  // What goes on is a number or the letter of a group.
  if (lengthOf(cut, at + 1) !== 1 && !isNumber(cut, at + 1)) return NOTHING
  const id = brokenRunAt(cut, at) ?? blocksAt(cut, at)
  return id ? found(id) : evenGroupsAt(cut, at)
}

function found(id: Stretch): Found {
  return { id, used: id.size }
}

/** One run of digits that line breaks cut: one part of it at least is longer than any number of a table. */
function brokenRunAt(cut: Cut, at: number): Stretch | undefined {
  let total = lengthOf(cut, at)
  let longest = total
  let next = at + 1
  while (next < at + 7 && isNumber(cut, next) && isLineBreak(cut, next)) {
    const length = lengthOf(cut, next)
    total += length
    longest = Math.max(longest, length)
    next += 1
  }
  const isId = next > at + 1 && longest >= MOST_BLOCKS && total >= CONFIRMATION && total <= 63
  return isId ? { first: at, size: next - at } : undefined
}

/** Groups of 5, 6, 7 or 9 digits, each whole or cut by a line break. */
function blocksAt(cut: Cut, at: number): Stretch | undefined {
  return blocksOf(cut, at, lengthOf(cut, at)) ?? blocksOf(cut, at, lengthOf(cut, at) + lengthOf(cut, at + 1))
}

function blocksOf(cut: Cut, at: number, length: number): Stretch | undefined {
  if (length < 5 || length > 9 || length === 8) return undefined
  let last = at - 1
  let blocks = 0
  let part = 0
  let isAfterMark = true
  for (let next = at; blocks < MOST_BLOCKS; next += 1) {
    if (next > at && !isGap(cut, next, ID_GAP)) break
    const size = lengthOf(cut, next)
    if (part === 0 && size === 1 && !isAfterMark && !isCutOff(cut, next, length)) {
      isAfterMark = true
      continue
    }
    const isRest = part === 0 || isLineBreak(cut, next)
    if (!isNumber(cut, next) || !isRest || part + size > length) break
    part = (part + size) % length
    isAfterMark = false
    if (part > 0) continue
    blocks += 1
    last = next
  }
  return blocks * length >= 36 && blocks >= 6 ? { first: at, size: last - at + 1 } : undefined
}

/** Groups of any other one size that come to the length of an id, to the digit. */
function evenGroupsAt(cut: Cut, at: number): Found {
  const length = lengthOf(cut, at)
  let total = length
  let next = at + 1
  while (lengthOf(cut, next) <= length && isNumber(cut, next) && isGap(cut, next, ID_GAP)) {
    total += lengthOf(cut, next)
    next += 1
    if (lengthOf(cut, next - 1) < length) break
  }
  const chain = { first: at, size: next - at }
  if (TOTALS.includes(total) && !isDates(cut, chain)) return found(chain)
  return { used: Math.max(1, chain.size - 1) }
}

// The first digit of a group, the rest of which is on the next lines.
function isCutOff(cut: Cut, at: number, length: number): boolean {
  if (!isNumber(cut, at)) return false
  let total = 1
  for (let next = at + 1; total < length && isNumber(cut, next) && isLineBreak(cut, next); next += 1)
    total += lengthOf(cut, next)
  return total === length
}

function isDates(cut: Cut, chain: Stretch): boolean {
  return lengthOf(cut, chain.first) === 8 && /^(?:(?:19|20)\d{6})+$/.test(join(cut, chain))
}

function isLineBreak(cut: Cut, at: number): boolean {
  return isGap(cut, at, ID_GAP) && /^[ \t]*\n[\s>|]*$/.test(gapBefore(cut, at))
}

function isNumber(cut: Cut, at: number): boolean {
  const length = lengthOf(cut, at)
  if (length === 0) return false
  const digits = valueAt(cut.tokens.digits, at)
  return length < 255 ? digits === length : digits === 255 && /^\d+$/.test(join(cut, { first: at, size: 1 }))
}
