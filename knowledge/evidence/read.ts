import { maskSecrets } from '../redact/index.ts'
import { scanCodes } from './codes.ts'
import { createCueFinder } from './cues.ts'
import { derive } from './derive.ts'
import { createDraft, type Draft, type OpenFacts, putAll } from './draft.ts'
import type { CodeFound, Evidence, KeyFound, Reading } from './evidence.ts'
import { isKnownCode } from './known-codes.ts'
import { type Line, splitLines } from './lines.ts'
import { merge } from './merge.ts'
import { normalise } from './normalise.ts'
import { READERS } from './readers/index.ts'
import { isSpare } from './spare.ts'
import { joinSpelledCodes } from './spelled-codes.ts'

/** `keepSecrets` leaves installation ids among the facts, for a tool that shows people their own paste. */
export type ReadOptions = { keepSecrets?: boolean }

/** Reads codes and facts from whatever a person pasted. Pure, linear in the length of the text. */
export function read(text: string, { keepSecrets = false }: ReadOptions = {}): Evidence {
  const normal = joinSpelledCodes(normalise(text))
  const { masked, keys } = maskSecrets(normal)
  // Readers never see a secret, so none can slip into a fact.
  const lines = splitLines(keepSecrets ? normal : masked)
  const drafts = readAll(lines, keys)
  const isClaimed = marksOf(
    lines,
    drafts.map((draft) => draft.claimed),
  )
  const scanned = codesOf(lines, drafts)
  const readings = drafts.filter(isTelling).map(toReading)
  const merged = merge(readings)
  const facts = derive(withScannedCode(merged.facts, scanned))
  return {
    codes: order(scanned, facts),
    readings,
    facts,
    ...(merged.focus ? { focus: merged.focus } : {}),
    keys,
    masked,
    prose: lines
      .filter((line) => isClaimed[line.at] === 0)
      .map((line) => line.text)
      .join('\n'),
  }
}

const findCues = createCueFinder(READERS.map((reader) => reader.cues ?? []))

function readAll(lines: readonly Line[], keys: readonly KeyFound[]): Draft[] {
  const drafts: Draft[] = keys.flatMap(readPublishedKey)
  const cued = findCues(lines)
  const isClaimed = new Uint8Array(lines.length)
  const isLeft = (line: Line): boolean => isClaimed[line.at] === 0
  let left = lines
  let isStale = false
  for (const [index, reader] of READERS.entries()) {
    if (reader.cues && !cued[index]?.some(isLeft)) continue
    if (isStale) left = left.filter(isLeft)
    isStale = false
    const worthALook = reader.cues ? (cued[index] ?? []).filter(isLeft) : left
    if (worthALook.length === 0) continue
    for (const draft of reader.read(worthALook, left)) {
      drafts.push(draft)
      for (const line of draft.claimed) isClaimed[line.at] = 1
      isStale ||= draft.claimed.length > 0
    }
  }
  return oneOfWords(drafts)
}

/** 1 at the place of every line that is in one of the lists. */
function marksOf(lines: readonly Line[], lists: readonly (readonly Line[])[]): Uint8Array {
  const marks = new Uint8Array(lines.length)
  for (const list of lists) for (const line of list) marks[line.at] = 1
  return marks
}

/** Sentences, command lines and published keys are one reading. */
function oneOfWords(drafts: Draft[]): Draft[] {
  const words = drafts.filter((draft) => draft.tool === 'words')
  const [first] = words
  for (const draft of words.slice(1)) if (first) first.facts = { ...draft.facts, ...first.facts }
  return drafts.filter((draft) => draft.tool !== 'words' || draft === first)
}

/** A frame or an event number says something by itself only when nothing else was read. */
function isTelling(draft: Draft, index: number, all: Draft[]): boolean {
  if (draft.tool === '') return false
  if (draft.tool === 'ospp.frame') return !all.some((other) => other !== draft && other.tool.startsWith('ospp.'))
  if (/^event\.\d+$/.test(draft.tool) && Object.keys(draft.facts).length === 0) {
    return !all.some((other, at) => at < index && other.tool === draft.tool)
  }
  return true
}

function toReading({ tool, facts, products, entries = [], claimed, seen }: Draft): Reading {
  const lines = [...claimed, ...seen]
  const known = Object.values(facts).flatMap((fact) => (fact?.line === undefined ? [] : [fact.line]))
  const numbers = [...lines.map((line) => line.number), ...known]
  const from = numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY)
  const to = [...lines.map((line) => line.last), ...known].reduce((most, one) => Math.max(most, one), 1)
  const reading: Reading = { tool, lines: [Number.isFinite(from) ? from : 1, to], facts }
  if (entries.length > 1 || isOverruled(entries[0], facts)) reading.entries = entries
  return products.length > 0 ? { ...reading, products } : reading
}

/** What one event says is not what holds after another: the state in a request, before it was answered. */
function isOverruled(entry: OpenFacts | undefined, { licenseStatus }: OpenFacts): boolean {
  return entry?.licenseStatus !== undefined && entry.licenseStatus.value !== licenseStatus?.value
}

function readPublishedKey({ line, published }: KeyFound): Draft[] {
  if (!published) return []
  const draft = createDraft('words')
  const { product, name, edition, key } = published
  const facts: OpenFacts = draft.facts
  putAll(
    { facts, tool: draft.tool, line: { at: 0, number: line, last: line, text: '', lower: '' } },
    {
      product,
      edition,
      setupKey: key,
      activationMethod: 'kms',
      officeVersion: product === 'office' ? /\b20\d\d\b/.exec(name)?.[0] : undefined,
      windowsVersion: product === 'windows' ? windowsOfName(name) : undefined,
    },
  )
  return [draft]
}

function windowsOfName(name: string): string | undefined {
  const server = /server (20\d\d)( r2)?/i.exec(name)
  if (server) return `server-${server[1]}${server[2] ? '-r2' : ''}`
  // One key for Windows 10 and 11 names neither.
  const client = name.includes('/') ? undefined : /windows (vista|7|8\.1|8|10|11)\b/i.exec(name)?.[1]
  return client?.toLowerCase()
}

function codesOf(lines: readonly Line[], drafts: readonly Draft[]): CodeFound[] {
  const isField = marksOf(
    lines,
    drafts.map((draft) => draft.fields),
  )
  const isQuiet = marksOf(
    lines,
    drafts.map((draft) => draft.quiet),
  )
  const codes: CodeFound[] = []
  for (const line of lines) {
    if (isField[line.at] === 1) continue
    for (const found of scanCodes(line.text)) {
      const code = { ...found, line: line.number }
      codes.push(isQuiet[line.at] === 1 ? { ...code, informational: true } : code)
    }
  }
  for (const { facts, products } of drafts) {
    addCode(codes, facts)
    for (const product of products) if (!isSpare(product.facts)) addCode(codes, product.facts)
  }
  return codes
}

function addCode(codes: CodeFound[], { errorCode, informational }: OpenFacts): void {
  if (!errorCode) return
  const code: CodeFound = { code: String(errorCode.value), line: errorCode.line ?? 1 }
  codes.push(informational ? { ...code, informational: true } : code)
}

/** The code of a sentence decides when no tool output names one. */
function withScannedCode(facts: Evidence['facts'], codes: readonly CodeFound[]): Evidence['facts'] {
  if (facts.errorCode && facts.errorCode.value !== '0x0' && !facts.informational) return facts
  const failing = codes.filter((code) => !code.damaged && !code.informational && code.code !== '0x0')
  // A code that licensing knows goes before those of other programs, an error before what only informs.
  const decisive = failing.find(isOwnError) ?? failing.find(({ code }) => isKnownCode(code)) ?? failing[0]
  const best = decisive ?? (facts.errorCode ? undefined : codes.find((code) => !code.damaged))
  if (!best) return facts
  const { informational: _, ...rest } = facts
  const errorCode = { value: best.code, from: 'words', line: best.line }
  if (!best.informational) return { ...rest, errorCode }
  return { ...rest, errorCode, informational: { value: true, from: 'words', line: best.line } }
}

function isOwnError({ code }: CodeFound): boolean {
  return /^0x[8C]/.test(code) && isKnownCode(code)
}

/** Best first, each code once: the one that decides, then whole ones, then guesses and those that only inform. */
function order(codes: readonly CodeFound[], facts: Evidence['facts']): CodeFound[] {
  const weight = (code: CodeFound): number => {
    if (code.code === facts.errorCode?.value) return 0
    return 1 + Number(code.code === '0x0') + 2 * Number(code.damaged ?? false) + 4 * Number(code.informational ?? false)
  }
  const best = new Map<string, Weighed>()
  for (const [at, code] of codes.entries()) {
    const one = { code, at, weight: weight(code) }
    const known = best.get(code.code)
    if (!known || compare(one, known) < 0) best.set(code.code, one)
  }
  return [...best.values()].sort(compare).map(({ code }) => code)
}

/** A code with its place in the list; a long paste names one hundreds of times. */
type Weighed = { code: CodeFound; at: number; weight: number }

function compare(one: Weighed, other: Weighed): number {
  return one.weight - other.weight || one.code.line - other.code.line || one.at - other.at
}
