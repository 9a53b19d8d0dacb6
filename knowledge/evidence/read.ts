import { scanCodes } from './codes.ts'
import { derive } from './derive.ts'
import { createDraft, type Draft, type OpenFacts, putAll } from './draft.ts'
import type { CodeFound, Evidence, KeyFound, Reading } from './evidence.ts'
import { type Line, splitLines } from './lines.ts'
import { merge } from './merge.ts'
import { normalise } from './normalise.ts'
import { READERS } from './readers/index.ts'
import { maskSecrets } from './secrets.ts'

/** `keepSecrets` leaves installation ids among the facts, for a tool that shows people their own paste. */
export type ReadOptions = { keepSecrets?: boolean }

/** Reads codes and facts from whatever a person pasted. Pure, linear in the length of the text. */
export function read(text: string, { keepSecrets = false }: ReadOptions = {}): Evidence {
  const normal = normalise(text)
  const { masked, keys } = maskSecrets(normal)
  // Readers never see a secret, so none can slip into a fact.
  const lines = splitLines(keepSecrets ? normal : masked)
  const drafts = readAll(lines, keys)
  const claimed = new Set(drafts.flatMap((draft) => draft.claimed))
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
      .filter((line) => !claimed.has(line) && line.text !== '')
      .map((line) => line.text)
      .join('\n'),
  }
}

function readAll(lines: readonly Line[], keys: readonly KeyFound[]): Draft[] {
  const drafts: Draft[] = keys.flatMap(readPublishedKey)
  let left = lines.filter((line) => line.text !== '')
  for (const reader of READERS) {
    const found = reader(left)
    drafts.push(...found)
    const claimed = new Set(found.flatMap((draft) => draft.claimed))
    if (claimed.size > 0) left = left.filter((line) => !claimed.has(line))
  }
  return oneOfWords(drafts)
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

function toReading({ tool, facts, products, claimed, seen }: Draft): Reading {
  const lines = [...claimed, ...seen]
  const known = Object.values(facts).flatMap((fact) => (fact?.line === undefined ? [] : [fact.line]))
  const numbers = [...lines.map((line) => line.number), ...known]
  const from = numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY)
  const to = [...lines.map((line) => line.last), ...known].reduce((most, one) => Math.max(most, one), 1)
  const reading: Reading = { tool, lines: [Number.isFinite(from) ? from : 1, to], facts }
  return products.length > 0 ? { ...reading, products } : reading
}

function readPublishedKey({ line, published }: KeyFound): Draft[] {
  if (!published) return []
  const draft = createDraft('words')
  const { product, name, edition, key } = published
  const facts: OpenFacts = draft.facts
  putAll(
    { facts, tool: draft.tool, line: { number: line, last: line, text: '', lower: '' } },
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
  const fields = new Set(drafts.flatMap((draft) => draft.fields))
  const quiet = new Set(drafts.flatMap((draft) => draft.quiet))
  const codes = lines.flatMap((line) => {
    if (line.text === '' || fields.has(line)) return []
    return scanCodes(line.text).map((found): CodeFound => {
      const code = { ...found, line: line.number }
      return quiet.has(line) ? { ...code, informational: true } : code
    })
  })
  for (const { facts, products } of drafts) {
    for (const known of [facts, ...products.map((one) => one.facts)]) {
      const { errorCode, informational } = known
      if (!errorCode) continue
      const code: CodeFound = { code: String(errorCode.value), line: errorCode.line ?? 1 }
      codes.push(informational ? { ...code, informational: true } : code)
    }
  }
  return codes
}

/** The code of a sentence decides when no tool output names one. */
function withScannedCode(facts: Evidence['facts'], codes: readonly CodeFound[]): Evidence['facts'] {
  if (facts.errorCode && facts.errorCode.value !== '0x0' && !facts.informational) return facts
  const decisive = codes.find((code) => !code.damaged && !code.informational && code.code !== '0x0')
  const best = decisive ?? (facts.errorCode ? undefined : codes.find((code) => !code.damaged))
  if (!best) return facts
  const { informational: _, ...rest } = facts
  const errorCode = { value: best.code, from: 'words', line: best.line }
  if (!best.informational) return { ...rest, errorCode }
  return { ...rest, errorCode, informational: { value: true, from: 'words', line: best.line } }
}

/** Best first, each code once: the one that decides, then whole ones, then guesses and those that only inform. */
function order(codes: readonly CodeFound[], facts: Evidence['facts']): CodeFound[] {
  const weight = (code: CodeFound): number => {
    if (code.code === facts.errorCode?.value) return 0
    return 1 + Number(code.code === '0x0') + 2 * Number(code.damaged ?? false) + 4 * Number(code.informational ?? false)
  }
  const once = new Map<string, CodeFound>()
  for (const code of [...codes].sort((a, b) => weight(a) - weight(b) || a.line - b.line)) {
    const known = once.get(code.code)
    if (!known) once.set(code.code, code)
  }
  return [...once.values()]
}
