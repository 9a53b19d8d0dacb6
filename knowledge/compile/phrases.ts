import type { Macros } from './source.ts'

type Part = { kind: 'text'; text: string } | { kind: 'oneOf'; options: Part[][] }

/** What a pattern says, or why it cannot be read. */
export type Pattern = { parts: Part[]; unknownMacros: string[]; problem?: string }

const MACRO_DEPTH = 4
const GROUP_DEPTH = 16

/** Reads `(a|b)`, `[may be missing]` and `{MACRO}` in one pass. */
export function parsePattern(pattern: string, macros: Macros): Pattern {
  const result: Pattern = { parts: [], unknownMacros: [] }
  result.parts = createReader(pattern, macros, result, 0).sequence('', 0)
  return result
}

type Reader = { sequence(close: string, depth: number): Part[] }

function createReader(pattern: string, macros: Macros, result: Pattern, level: number): Reader {
  let at = 0
  const group = (close: string, depth: number): Part => {
    const options: Part[][] = close === ']' ? [[]] : []
    at += 1
    do options.push(sequence(close, depth + 1))
    while (pattern[at++] === '|')
    if (pattern[at - 1] !== close) result.problem ??= `"${close}" is missing`
    return { kind: 'oneOf', options }
  }
  const macro = (): Part => {
    const end = pattern.indexOf('}', at)
    const name = end < 0 ? '' : pattern.slice(at + 1, end)
    if (end < 0) result.problem ??= '"}" is missing'
    at = end < 0 ? pattern.length : end + 1
    return { kind: 'oneOf', options: macroOptions(name, macros, result, level) }
  }
  const sequence = (close: string, depth: number): Part[] => {
    const parts: Part[] = []
    while (at < pattern.length) {
      const character = pattern.charAt(at)
      if (close !== '' && (character === close || character === '|')) break
      if (depth >= GROUP_DEPTH) result.problem ??= 'it is nested too deeply'
      if (depth < GROUP_DEPTH && character === '(') parts.push(group(')', depth))
      else if (depth < GROUP_DEPTH && character === '[') parts.push(group(']', depth))
      else if (character === '{') parts.push(macro())
      else parts.push({ kind: 'text', text: takeText() })
    }
    return parts
  }
  const takeText = (): string => {
    const from = at
    if (/[)\]|]/.test(pattern.charAt(at))) result.problem ??= `"${pattern[at]}" has nothing to close or to part`
    do at += 1
    while (at < pattern.length && !'()[]{|'.includes(pattern.charAt(at)))
    return pattern.slice(from, at)
  }
  return { sequence }
}

/** What a macro stands for, by level and name: it is read once, however often phrases name it. */
const known = new WeakMap<Macros, Map<string, { options: Part[][]; unknownMacros: string[] }>>()

function macroOptions(name: string, macros: Macros, result: Pattern, level: number): Part[][] {
  const cache = known.get(macros) ?? new Map()
  known.set(macros, cache)
  const key = `${level} ${name}`
  const read = cache.get(key) ?? readMacro(name, macros, level)
  cache.set(key, read)
  for (const unknown of read.unknownMacros) result.unknownMacros.push(unknown)
  return read.options
}

function readMacro(name: string, macros: Macros, level: number): { options: Part[][]; unknownMacros: string[] } {
  const words = Object.hasOwn(macros, name) ? macros[name] : undefined
  if (words === undefined || level >= MACRO_DEPTH) {
    return { options: [[{ kind: 'text', text: name }]], unknownMacros: words === undefined ? [name] : [] }
  }
  const inside: Pattern = { parts: [], unknownMacros: [] }
  const options = words.map((word) => createReader(word, macros, inside, level + 1).sequence('', 0))
  return { options, unknownMacros: [...new Set(inside.unknownMacros)] }
}

/**
 * Expands a phrase pattern to the texts it stands for, at most `most` of them. Deterministic; where there are more,
 * the choices go round at different paces, so that every alternative comes up about equally often.
 */
export function expandPhrase(pattern: string, macros: Macros, most = 48): string[] {
  const { parts } = parsePattern(pattern, macros)
  const all = enumerate(parts, most)
  const texts = all ?? Array.from({ length: most }, (_, index) => sample(parts, index))
  return [...new Set(texts.map(tidy))].filter((text) => text !== '')
}

const UNTIDY = /^\s|\s$|\s\s|[^\S ]/

function tidy(text: string): string {
  return UNTIDY.test(text) ? text.replace(/\s+/g, ' ').trim() : text
}

const texts = new WeakMap<Macros, Map<string, readonly string[]>>()

/** Expands a phrase as `expandPhrase` does, each pattern once for one set of macros: rules and graph ask for the same. */
export function phraseTexts(pattern: string, macros: Macros): readonly string[] {
  const known = texts.get(macros) ?? new Map<string, readonly string[]>()
  texts.set(macros, known)
  const found = known.get(pattern) ?? expandPhrase(pattern, macros)
  known.set(pattern, found)
  return found
}

/** All texts, or nothing when there are more than `most`. */
function enumerate(parts: readonly Part[], most: number): string[] | undefined {
  let texts: string[] = ['']
  for (const part of parts) {
    const ends = part.kind === 'text' ? [part.text] : enumerateOptions(part.options, most)
    if (ends === undefined || texts.length * ends.length > most) return undefined
    texts = texts.flatMap((text) => ends.map((end) => text + end))
  }
  return texts
}

function enumerateOptions(options: readonly Part[][], most: number): string[] | undefined {
  const texts: string[] = []
  for (const option of options) {
    const more = enumerate(option, most)
    if (more === undefined || texts.length + more.length > most) return undefined
    texts.push(...more)
  }
  return texts
}

const GOLDEN = (Math.sqrt(5) - 1) / 2

/** The text number `index`: choice point k takes the digit that a Kronecker sequence with its own pace gives. */
function sample(parts: readonly Part[], index: number): string {
  let point = 0
  const write = (part: Part): string => {
    if (part.kind === 'text') return part.text
    point += 1
    const pace = (GOLDEN * Math.sqrt(point)) % 1
    const digit = Math.floor((((index + 0.5) * pace) % 1) * part.options.length)
    return (part.options[digit] ?? []).map(write).join('')
  }
  return parts.map(write).join('')
}
