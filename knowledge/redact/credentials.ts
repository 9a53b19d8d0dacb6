import { CREDENTIAL_FORMS, type CredentialForm } from './credential-forms.ts'
import { joinCutLines } from './cut-lines.ts'
import type { Secret } from './secret.ts'
import { createWordFinder } from './word-finder.ts'

// Terminals and mail programs cut at 72 columns and more; a shorter line ended by itself.
const CUT_LINE = 60
const LONG_PART = 20
const MOST_LINES = 200
const LONGEST_HEAD = 600
const LONGEST_MASK = 40
const MASK = /^["']?\[[a-z ]{3,24} hidden/
const TOKEN_SIGNS = /[\w.~+/=-]{1,4000}/y
const PASSWORD_SIGNS = /[^\s"'<>|]{1,200}/y
const LINE_START = /\n[ \t]{0,4}(?:[>|][ \t]{0,4}){0,5}/y

/** Finds passwords and tokens by what stands before them or by their own form, also where a line break cuts them. */
export function findCredentials(text: string): Secret[] {
  const whole = joinCutLines(text)
  // Joining takes no word away, so that one look is enough for both.
  const forms = formsFor(whole?.text ?? text)
  if (!whole) return findAll(text, forms)
  const over = findAll(whole.text, forms).map(({ start, end, kind }) => {
    return { start: whole.origin(start), end: whole.origin(end - 1) + 1, kind }
  })
  return [...findAll(text, forms), ...over]
}

// What no form is found without.
const HAS_WORD = /[a-z\u0080-\uffff]|:\/\//
const wordsIn = createWordFinder(CREDENTIAL_FORMS.flatMap(({ words }) => words))

/** The forms of whose words the text holds one. */
function formsFor(text: string): CredentialForm[] {
  const lower = text.toLowerCase()
  if (!HAS_WORD.test(lower)) return []
  const found = wordsIn(lower)
  return CREDENTIAL_FORMS.filter(({ words }) => words.some((word) => found.has(word)))
}

function findAll(text: string, forms: readonly CredentialForm[]): Secret[] {
  return forms.flatMap((form) => findForm(text, form))
}

function findForm(text: string, { kind, pattern }: CredentialForm): Secret[] {
  const found: Secret[] = []
  let done = 0
  for (const { index, 0: whole, groups } of text.matchAll(pattern)) {
    const { value = '' } = groups ?? {}
    const to = index + whole.length
    const from = to - value.length
    // What an earlier one was followed into needs not be followed again.
    if (value === '' || from < done || isMask(text, from, value)) continue
    const isQuoted = /^["'].*["']$/.test(value)
    if (isQuoted && value.length === 2) continue
    const [start, end] = isQuoted ? [from + 1, to - 1] : [from, endOverLines(text, { start: from, end: to, kind })]
    found.push({ start, end, kind })
    done = end
  }
  return found
}

// Masked already: text is masked when it comes in, and once more before it leaves the house.
function isMask(text: string, from: number, value: string): boolean {
  return value.endsWith('hidden]') || MASK.test(text.slice(from, from + LONGEST_MASK))
}

/** Follows a secret that reaches the end of its line into the next ones, where it must have been cut. */
function endOverLines(text: string, { start, end, kind }: Secret): number {
  let at = end
  for (let lines = 0; lines < MOST_LINES; lines += 1) {
    const next = matchAt(LINE_START, text, at)
    if (next === '') return at
    const from = at + next.length
    const part = matchAt(kind === 'token' ? TOKEN_SIGNS : PASSWORD_SIGNS, text, from)
    if (part === '' || /^0x[0-9a-f]+$/i.test(part) || !goesOn(text, { start, end: at, kind }, part)) return at
    at = from + part.length
  }
  return at
}

function goesOn(text: string, { start, end, kind }: Secret, part: string): boolean {
  const width = end - text.lastIndexOf('\n', end - 1) - 1
  if (width >= CUT_LINE) return true
  if (kind !== 'token') return false
  const isLong = part.length >= LONG_PART && /\d/.test(part) && /[a-z]/i.test(part)
  // A JSON Web Token has three parts.
  const isOpen =
    text.startsWith('eyJ', start) && text.slice(start, Math.min(end, start + LONGEST_HEAD)).split('.').length < 3
  return isLong || isOpen
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
