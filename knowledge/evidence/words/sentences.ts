import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { factsOfDescription, factsOfName, licenseNameIn } from '../grammar/product.ts'
import type { Line } from '../lines.ts'
import { createLikelyPatterns } from './likely-patterns.ts'
import { readHosts } from './named-hosts.ts'
import { WORD_PATTERNS } from './patterns.ts'
import { readBits, readEdition, readVersions } from './versions.ts'

// People say what matters at the top or the end of a long paste; logs between would cost time and say nothing.
const MOST_CHARACTERS = 6000
const LONGEST_LINE = 1200
const OTHER_PORT = /\bport (?:2[0-5]|53|80|443|445|587|3389)\b/
const LOG_LINE = /^\d{4}-\d\d-\d\d[ t]\d\d:\d\d|^\[\d/

/** Facts that a person states in a sentence. The lines stay prose. */
export const sentences: Reader = {
  read: readWords,
}

const likelyPatterns = createLikelyPatterns(WORD_PATTERNS)

function readWords(lines: readonly Line[]): Draft[] {
  const draft = createDraft('words')
  const prose = readable(lines)
  const setting = {
    isAnswer: lines.length === 1,
    isAboutEvent: prose.some((line) => /\b(?:event|ereignis|12288)\b/.test(line.lower)),
  }
  for (const line of prose) {
    if (!/\p{L}/u.test(line.lower)) continue
    const text = line.lower.slice(0, LONGEST_LINE).replace(/[()"]/g, ' ').replace(/ +/g, ' ').trim()
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    readLicence(place, line.text.slice(0, LONGEST_LINE))
    readVersions(place, text)
    readBits(place, text)
    readEdition(place, text)
    readHosts(place, text, setting)
    for (const { fact, value, pattern, opposite } of likelyPatterns(text)) {
      if (place.facts[fact]) continue
      const found = pattern.exec(text)
      if (!found) continue
      if (fact === 'portReachable' && OTHER_PORT.test(text)) continue
      const caught = found.slice(1).find((one) => one !== undefined) ?? ''
      const isDenied = opposite !== undefined && isDeniedIn(found[0])
      put(place, fact, isDenied ? opposite : typeof value === 'function' ? value(caught) : value)
    }
  }
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}

const DENIAL =
  /(?:\b(?:not|never|cannot|unable to|fail(?:s|ed)? to|without|nicht|kein\w{0,2}|cant|isnt|doesnt|wont|couldnt)|n't)(?: [^ ]+){0,2} [^ ]*$/

/** Tells whether a phrase denies what its last words say. */
function isDeniedIn(phrase: string): boolean {
  return DENIAL.test(phrase)
}

function readLicence(place: Place, text: string): void {
  const name = licenseNameIn(text)
  if (name) putAll(place, factsOfName(name))
  if (/ channel\b/i.test(text)) putAll(place, factsOfDescription(text))
}

/** Lines of prose from both ends. */
function readable(lines: readonly Line[]): Line[] {
  const head: Line[] = []
  const tail: Line[] = []
  let left = MOST_CHARACTERS
  let from = 0
  let to = lines.length - 1
  while (left > 0 && from <= to) {
    while (from <= to && isLog(lines[from])) from += 1
    while (from < to && isLog(lines[to])) to -= 1
    const first = lines[from]
    const last = from < to ? lines[to] : undefined
    if (from > to || !first) break
    head.push(first)
    if (last) tail.push(last)
    left -= sizeOf(first) + (last ? sizeOf(last) : 0)
    from += 1
    to -= 1
  }
  return [...head, ...tail.reverse()]
}

function isLog(line: Line | undefined): boolean {
  return line !== undefined && LOG_LINE.test(line.lower)
}

function sizeOf(line: Line): number {
  return Math.min(line.text.length, LONGEST_LINE)
}
