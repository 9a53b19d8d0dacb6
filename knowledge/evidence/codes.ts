import type { CodeFound } from './evidence.ts'
import { hideGuids } from './groups.ts'
import { codeOfSymbol, isKnownCode, knownCodesWhere } from './known-codes.ts'
import { foldLookalikes } from './normalise.ts'
import { createRun, isLeading, isLikeHex, isOfRun, moveToRun, type Run } from './runs.ts'

/** A code found in one line. */
type Found = Omit<CodeFound, 'line'>

const LONGEST_TOKEN = 64
const ACTIVATION =
  /\b(?:kms|mak|ospp|slmgr|office|windows|word|excel|outlook|server|error|code|activ|aktiv|fehler|licen)/i
const NOT_A_CODE_BEFORE = /(?:\b(?:at|address|memory|offset|adresse|keywords|reg_dword|dword|mask|pid|tid)[ :=]{0,4})$/i

/** Finds activation codes in a line, in any spelling, in their order; each one once. */
export function scanCodes(text: string): readonly Found[] {
  const folded = foldLookalikes(text)
  if (!HAS_SIGN.test(folded) || !HAS_WORD.test(folded)) return NONE
  const run = createRun()
  const line = hideGuids(folded)
  const codes = new Map<string, Found>()
  for (let at = 0; moveToRun(run, line, at); ) {
    at = run.end
    if (run.end - run.start > LONGEST_TOKEN || !isTelling(run, line)) continue
    const { found, end } = codeAt(line, { text: line.slice(run.start, run.end), ...run })
    at = end
    // A code that is also written whole is no guess.
    if (found && (codes.get(found.code)?.damaged ?? true)) codes.set(found.code, found)
  }
  return [...codes.values()]
}

// What nearly every line of a long paste gives.
const NONE: readonly Found[] = []

// Two looks before the careful one: signs without which there is none, then a word that `isTelling` takes.
const HAS_SIGN = /[\d_]|[oO][xX]/
const HAS_WORD = /_|[0oO][xX]|\b(?=[A-Za-z]*\d)(?:\w{8}|[48cCfF]\w{1,3}\b)/

/** A prefix, a symbol, digits in a long word, or a group such as `C004` or `F074`. */
function isTelling(run: Run, text: string): boolean {
  if (run.hasUnderscore || run.hasPrefix) return true
  const length = run.end - run.start
  if (length >= 8) return run.hasDigit
  return run.hasDigit && length > 1 && length <= 4 && isLeading(text, run.start)
}

/** A run with its letters and digits. */
type Word = Run & { text: string }

/** What a word holds, and where to read on. */
type Step = { found?: Found | undefined; end: number }

function codeAt(line: string, word: Word): Step {
  if (!word.hasPrefix) return withoutPrefix(line, word)
  const prefix = /(?:^|[^0-9A-Fa-f]|[A-Za-z])([0Oo][xX])(?=[0-9A-Fa-fOoIl]|$)/.exec(word.text)
  return prefix ? withPrefix(line, word, word.text.slice(prefix.index + prefix[0].length)) : withoutPrefix(line, word)
}

function withPrefix(line: string, word: Word, rest: string): Step {
  const { start, end } = word
  const digits = leadingHex(rest)
  if (digits.length < 8 && digits.length === rest.length) {
    const joined = joinHex(line, word, digits)
    if (joined) return joined
  }
  if (/^0+$/.test(digits) && digits.length === rest.length && (digits.length === 1 || digits.length === 8)) {
    return { found: { code: '0x0' }, end }
  }
  const tail = rest.slice(digits.length)
  if (digits.length === 8) {
    const code = `0x${digits}`
    const isField = NOT_A_CODE_BEFORE.test(line.slice(Math.max(0, start - 24), start))
    return { found: isField && !isKnownCode(code) ? undefined : { code }, end }
  }
  if (digits.length > 8 && digits.length <= 12 && (tail !== '' || isKnownCode(`0x${digits.slice(0, 8)}`))) {
    // A word runs into the code (`0x8007000Dand`): its first letters look like digits.
    if (/^[A-Fa-f]*[g-zG-Z]/.test(rest.slice(8)) || tail !== '')
      return { found: { code: `0x${digits.slice(0, 8)}` }, end }
  }
  return { found: digits.length === 7 || digits.length === 9 ? guess(digits) : undefined, end }
}

function withoutPrefix(line: string, word: Word): Step {
  const { text, end } = word
  if (text.length > 4 && text.length < 8 && !word.hasUnderscore) return { end }
  const symbol = word.hasUnderscore ? codeOfSymbol(text.toUpperCase()) : undefined
  if (symbol) return { found: { code: symbol }, end }
  if (/^\d{9,10}$/.test(text)) return { found: decimal(line, word), end }
  const bare = text.length < 8 ? undefined : bareCode(text)
  if (bare) return { found: { code: bare }, end }
  if (/^[48cC][0-9A-Fa-fOo]{1,3}$/.test(text)) {
    const joined = joinHex(line, word, leadingHex(text))
    if (joined) return joined
  }
  return { found: suffix(line, text), end }
}

/** Eight known digits, alone or at the end or the start of a word (`errorC004F074`). */
function bareCode(text: string): string | undefined {
  const whole = text.length === 8 ? leadingHex(text) : ''
  const mayStart = isLikeHex(text, 0) && isLikeHex(text, 7)
  const head =
    mayStart && (/^[0-9A-Fa-fOoIl]{8}(?=[g-zG-Z_])/.test(text) || /^[48C][0-9A-F]{7}[a-z]/.test(text))
      ? leadingHex(text.slice(0, 8))
      : ''
  const mayEnd = isLeading(text, text.length - 8)
  const end = mayEnd && /[A-Za-z_][48cC][0-9A-Fa-fOo]{7}$/.test(text) ? leadingHex(text.slice(-8)) : ''
  return [whole, head, end].map((digits) => `0x${digits}`).find((code) => code.length === 10 && isKnownCode(code))
}

/** The leading digits of a text in upper case, O read as 0 and l or I as 1. */
function leadingHex(text: string): string {
  let end = 0
  while (end < text.length && isLikeHex(text, end)) end += 1
  const digits = text.slice(0, end)
  return (/[OoIl]/.test(digits) ? digits.replace(/[Oo]/g, '0').replace(/[Il]/g, '1') : digits).toUpperCase()
}

const MOST_PARTS = 4

/** Joins `8007 0001` and `C004-F074`: runs with one blank, dash or dot between that make a known code. */
function joinHex(line: string, { start, end }: Run, first: string): Step | undefined {
  let digits = first
  let before = end
  for (let parts = 0; parts < MOST_PARTS; parts += 1) {
    const from = before + 1
    let to = from
    while (to < line.length && isLikeHex(line, to)) to += 1
    if (!isJoint(line[before]) || to === from || to - from > 8 || (to < line.length && isOfRun(line, to)))
      return undefined
    digits += leadingHex(line.slice(from, to))
    if (digits.length > 8) return undefined
    if (digits.length === 8) {
      const code = `0x${digits}`
      return isNumberGoingOn(line, start, to) || !isKnownCode(code) ? undefined : { found: { code }, end: to }
    }
    before = to
  }
  return undefined
}

function isJoint(sign: string | undefined): boolean {
  return sign === ' ' || sign === '.' || sign === '-'
}

// `+49 8007 0005 12` is a telephone number.
function isNumberGoingOn(line: string, from: number, to: number): boolean {
  return /[+\d][ .-]?$/.test(line.slice(Math.max(0, from - 2), from)) || /^[ .-]\d/.test(line.slice(to, to + 2))
}

function decimal(line: string, { text, start, end }: Word): Found | undefined {
  const before = line.slice(Math.max(0, start - 2), start)
  const isNegative = /(?:^|[^0-9A-Za-z])-$/.test(before)
  const number = Number(text)
  if (/[.,]$/.test(before) || /^[.,]\d/.test(line.slice(end, end + 2)) || number > 0xffffffff) return undefined
  const code = `0x${((isNegative ? -number : number) >>> 0).toString(16).toUpperCase().padStart(8, '0')}`
  if (isKnownCode(code)) return { code }
  // A negative HRESULT (severity bit set) is well-formed; no other number is.
  return isNegative && number >= 1_000_000_000 && number <= 0x80000000 ? { code } : undefined
}

/** `F074` beside words of activation reminds of a code, but does not name it. */
function suffix(line: string, text: string): Found | undefined {
  if (!/^[FfCc][0-9Oo][0-9A-Fa-fOo]{2}$/.test(text) || !ACTIVATION.test(line)) return undefined
  const digits = leadingHex(text)
  return damaged(
    knownCodesWhere((code) => code.startsWith('0xC004') && code.endsWith(digits)),
    undefined,
  )
}

/** Known codes that one digit more or less would give. */
function guess(digits: string): Found | undefined {
  const candidates = knownCodesWhere((code) => isOneApart(code.slice(2), digits))
  return damaged(candidates, /^[048C]/.test(digits) ? `0x${digits}` : undefined)
}

function damaged(candidates: string[], asWritten: string | undefined): Found | undefined {
  const code = candidates[0] ?? asWritten
  if (code === undefined) return undefined
  return candidates.length > 1 ? { code, damaged: true, candidates } : { code, damaged: true }
}

function isOneApart(one: string, other: string): boolean {
  const [long, short] = one.length > other.length ? [one, other] : [other, one]
  let at = 0
  while (at < short.length && long[at] === short[at]) at += 1
  return long.slice(at + 1) === short.slice(at)
}
