import type { CodeFound } from './evidence.ts'
import { type Group, groupsOf, hideGuids, isAlphanumeric } from './groups.ts'
import { codeOfSymbol, isKnownCode, knownCodesWhere } from './known-codes.ts'
import { foldLookalikes } from './normalise.ts'

/** A code found in one line. */
type Found = Omit<CodeFound, 'line'>

const LONGEST_TOKEN = 64
const ACTIVATION =
  /\b(?:kms|mak|ospp|slmgr|office|windows|word|excel|outlook|server|error|code|activ|aktiv|fehler|licen)/i
const NOT_A_CODE_BEFORE = /(?:\b(?:at|address|memory|offset|adresse|keywords|reg_dword|dword|mask|pid|tid)[ :=]{0,4})$/i

/** Finds activation codes in a line, in any spelling, in their order; each one once. */
export function scanCodes(text: string): Found[] {
  const folded = foldLookalikes(text)
  if (!mayHoldCode(folded)) return []
  const line = hideGuids(folded)
  const groups = groupsOf(line)
  const codes = new Map<string, Found>()
  for (let at = 0; at < groups.length; ) {
    const { found, used } = codeAt(line, groups, at)
    if (found && !codes.has(found.code)) codes.set(found.code, found)
    at += used
  }
  return [...codes.values()]
}

const X = 0x78
const ZERO = 48
const NINE = 57
const UNDERSCORE = 95

/** A cheap look before the careful one: a prefix, a symbol, digits in a long word, or a group such as `C004` or `F074`. */
function mayHoldCode(text: string): boolean {
  let start = -1
  let hasDigit = false
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === UNDERSCORE || isAlphanumeric(code)) {
      if (start === -1) start = at
      if (code >= ZERO && code <= NINE) hasDigit = true
      else if (code === UNDERSCORE) return true
      else if ((code | 0x20) === X && at > start && /[0o]/i.test(text[at - 1] ?? '')) return true
      continue
    }
    const length = start === -1 ? 0 : at - start
    if (hasDigit && (length >= 8 || (length > 1 && length <= 4 && /[48cf]/i.test(text[start] ?? '')))) return true
    start = -1
    hasDigit = false
  }
  return false
}

type Step = { found?: Found | undefined; used: number }

function codeAt(line: string, groups: Group[], at: number): Step {
  const group = groups[at]
  if (!group || group.text.length < 2 || group.text.length > LONGEST_TOKEN) return { used: 1 }
  if (!/[\d_xX]/.test(group.text)) return { used: 1 }
  if (!/[xX]/.test(group.text)) return withoutPrefix(line, groups, at)
  const prefix = /(?:^|[^0-9A-Fa-f]|[A-Za-z])([0Oo][xX])(?=[0-9A-Fa-fOoIl]|$)/.exec(group.text)
  if (prefix) {
    const digits = group.text.slice(prefix.index + prefix[0].length)
    return withPrefix(line, groups, at, digits)
  }
  return withoutPrefix(line, groups, at)
}

function withPrefix(line: string, groups: Group[], at: number, rest: string): Step {
  const digits = leadingHex(rest)
  if (digits.length < 8 && digits.length === rest.length) {
    const joined = joinHex(line, groups, at, digits)
    if (joined) return joined
  }
  const group = groups[at]
  if (!group) return { used: 1 }
  if (/^0+$/.test(digits) && digits.length === rest.length && (digits.length === 1 || digits.length === 8)) {
    return { found: { code: '0x0' }, used: 1 }
  }
  const tail = rest.slice(digits.length)
  if (digits.length === 8) {
    const code = `0x${digits}`
    const isField = NOT_A_CODE_BEFORE.test(line.slice(Math.max(0, group.start - 24), group.start))
    return { found: isField && !isKnownCode(code) ? undefined : { code }, used: 1 }
  }
  if (digits.length > 8 && digits.length <= 12 && (tail !== '' || isKnownCode(`0x${digits.slice(0, 8)}`))) {
    // A word runs into the code (`0x8007000Dand`): its first letters look like digits.
    if (/^[A-Fa-f]*[g-zG-Z]/.test(rest.slice(8)) || tail !== '')
      return { found: { code: `0x${digits.slice(0, 8)}` }, used: 1 }
  }
  return { found: digits.length === 7 || digits.length === 9 ? guess(digits) : undefined, used: 1 }
}

function withoutPrefix(line: string, groups: Group[], at: number): Step {
  const group = groups[at]
  if (!group) return { used: 1 }
  const { text } = group
  if (text.length > 4 && text.length < 8 && !text.includes('_')) return { used: 1 }
  const symbol = text.includes('_') ? codeOfSymbol(text.toUpperCase()) : undefined
  if (symbol) return { found: { code: symbol }, used: 1 }
  if (/^\d{9,10}$/.test(text)) return { found: decimal(line, group), used: 1 }
  const bare = bareCode(text)
  if (bare) return { found: { code: bare }, used: 1 }
  if (/^[0-9A-Fa-fOo]{2,4}$/.test(text) && /^[48cC]/.test(text)) {
    const joined = joinHex(line, groups, at, leadingHex(text))
    if (joined) return joined
  }
  return { found: suffix(line, group), used: 1 }
}

/** Eight known digits, alone or at the end or the start of a word (`errorC004F074`). */
function bareCode(text: string): string | undefined {
  if (text.length < 8) return undefined
  const whole = text.length === 8 ? leadingHex(text) : ''
  const head =
    /^[0-9A-Fa-fOoIl]{8}(?=[g-zG-Z_])/.test(text) || /^[48C][0-9A-F]{7}[a-z]/.test(text)
      ? leadingHex(text.slice(0, 8))
      : ''
  const end = /[A-Za-z_][48cC][0-9A-Fa-fOo]{7}$/.test(text) ? leadingHex(text.slice(-8)) : ''
  return [whole, head, end].map((digits) => `0x${digits}`).find((code) => code.length === 10 && isKnownCode(code))
}

/** The leading digits of a text in upper case, O read as 0 and l or I as 1. */
function leadingHex(text: string): string {
  const digits = /^[0-9A-Fa-fOoIl]*/.exec(text)?.[0] ?? ''
  return digits.replace(/[Oo]/g, '0').replace(/[Il]/g, '1').toUpperCase()
}

/** Joins `8007 0001` and `C004-F074`: groups with one blank, dash or dot between that make a known code. */
function joinHex(line: string, groups: Group[], at: number, start: string): Step | undefined {
  let digits = start
  for (let next = at + 1; next < groups.length && next <= at + 4; next += 1) {
    const group = groups[next]
    const before = groups[next - 1]
    if (!group || !before || !/^[ .-]$/.test(line.slice(before.end, group.start))) return undefined
    if (!/^[0-9A-Fa-fOoIl]{1,8}$/.test(group.text)) return undefined
    digits += leadingHex(group.text)
    if (digits.length > 8) return undefined
    if (digits.length === 8)
      return isNumberGoingOn(line, groups, at, next) || !isKnownCode(`0x${digits}`)
        ? undefined
        : { found: { code: `0x${digits}` }, used: next - at + 1 }
  }
  return undefined
}

// `+49 8007 0005 12` is a telephone number.
function isNumberGoingOn(line: string, groups: Group[], from: number, to: number): boolean {
  const first = groups[from]
  const last = groups[to]
  if (!first || !last) return true
  return (
    /[+\d][ .-]?$/.test(line.slice(Math.max(0, first.start - 2), first.start)) || /^[ .-]\d/.test(line.slice(last.end))
  )
}

function decimal(line: string, group: Group): Found | undefined {
  const before = line.slice(Math.max(0, group.start - 2), group.start)
  const isNegative = /(?:^|[^0-9A-Za-z])-$/.test(before)
  const number = Number(group.text)
  if (/[.,]$/.test(before) || /^[.,]\d/.test(line.slice(group.end, group.end + 2)) || number > 0xffffffff)
    return undefined
  const code = `0x${((isNegative ? -number : number) >>> 0).toString(16).toUpperCase().padStart(8, '0')}`
  if (isKnownCode(code)) return { code }
  // A negative HRESULT (severity bit set) is well-formed; no other number is.
  return isNegative && number >= 1_000_000_000 && number <= 0x80000000 ? { code } : undefined
}

/** `F074` beside words of activation reminds of a code, but does not name it. */
function suffix(line: string, group: Group): Found | undefined {
  const digits = leadingHex(group.text)
  if (!/^[FfCc][0-9Oo][0-9A-Fa-fOo]{2}$/.test(group.text) || !ACTIVATION.test(line)) return undefined
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
