/** A run of Latin letters, digits and underscores in a text. */
export type Run = {
  start: number
  end: number
  hasDigit: boolean
  hasUnderscore: boolean
  /** Whether it holds `0x`, also with a letter for the nought. */
  hasPrefix: boolean
}

const WORD = 1
const DIGIT = 2
const UNDERSCORE = 4
const X = 8
const NOUGHT = 16
const LEADS = 32
const LIKE_HEX = 64
const SIGNS = 128

const KINDS = new Uint8Array(SIGNS)
mark('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_', WORD)
mark('0123456789', DIGIT)
mark('_', UNDERSCORE)
mark('xX', X)
mark('0oO', NOUGHT)
mark('48cCfF', LEADS)
mark('0123456789ABCDEFabcdefOoIl', LIKE_HEX)

function mark(signs: string, kind: number): void {
  for (const sign of signs) KINDS[sign.charCodeAt(0)] = (KINDS[sign.charCodeAt(0)] ?? 0) | kind
}

function kindOf(code: number): number {
  return code < SIGNS ? (KINDS[code] ?? 0) : 0
}

/** Tells whether the sign at a place reads as a hexadecimal digit, O as 0 and l or I as 1. */
export function isLikeHex(text: string, at: number): boolean {
  return (kindOf(text.charCodeAt(at)) & LIKE_HEX) !== 0
}

/** Tells whether the sign at a place belongs to a run. */
export function isOfRun(text: string, at: number): boolean {
  return kindOf(text.charCodeAt(at)) !== 0
}

/** Tells whether the sign at a place is one that codes, or their last four digits, start with. */
export function isLeading(text: string, at: number): boolean {
  return (kindOf(text.charCodeAt(at)) & LEADS) !== 0
}

/** Starts a walk over the runs of a text. */
export function createRun(): Run {
  return { start: 0, end: 0, hasDigit: false, hasUnderscore: false, hasPrefix: false }
}

/** Moves to the first run from a place on; false when there is none. A line has dozens, so that no object is made for each. */
export function moveToRun(run: Run, text: string, from: number): boolean {
  let at = from
  while (at < text.length && kindOf(text.charCodeAt(at)) === 0) at += 1
  run.start = at
  let all = 0
  let before = 0
  let hasPrefix = false
  for (; at < text.length; at += 1) {
    const kind = kindOf(text.charCodeAt(at))
    if (kind === 0) break
    all |= kind
    hasPrefix ||= (kind & X) !== 0 && (before & NOUGHT) !== 0
    before = kind
  }
  run.end = at
  run.hasDigit = (all & DIGIT) !== 0
  run.hasUnderscore = (all & UNDERSCORE) !== 0
  run.hasPrefix = hasPrefix
  return run.end > run.start
}
