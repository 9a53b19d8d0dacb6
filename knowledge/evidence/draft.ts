import type { FactName, FactValue, Known } from '../facts.ts'
import type { Tool } from './evidence.ts'
import type { Line } from './lines.ts'

/** Facts while a reader collects them. */
export type OpenFacts = { [name in FactName]?: Known }

/** A product while a reader collects its facts. */
export type ProductDraft = { name: string; facts: OpenFacts }

/** What a reader has made of some lines so far. */
export type Draft = {
  /** Empty when the lines are known and say nothing. */
  tool: Tool
  facts: OpenFacts
  products: ProductDraft[]
  /** Every event or record where there are several; the facts are those of the one that decides. */
  entries?: OpenFacts[]
  /** Lines that this reader explains. */
  claimed: Line[]
  /** Lines that are read but stay prose too, such as a prompt or a sentence with a message. */
  seen: Line[]
  /** Lines whose codes only inform: a licensed product, a benign event. */
  quiet: Line[]
  /** Lines whose hexadecimal numbers are fields; only the codes among the facts are codes. */
  fields: Line[]
}

/** Knows the output of one tool. */
export type Reader = {
  /** Words of which every line that starts or decides a reading holds at least one; without them all lines are shown. */
  cues?: readonly string[]
  /** Takes the lines nobody has claimed yet, those with a cue and all, and returns what it made of them. */
  read(cued: readonly Line[], all: readonly Line[]): Draft[]
}

/** Starts what a reader reports. */
export function createDraft(tool: Tool): Draft {
  return { tool, facts: {}, products: [], claimed: [], seen: [], quiet: [], fields: [] }
}

/** A place to put facts: the facts themselves, the tool, and the line they stand on. */
export type Place = { facts: OpenFacts; tool: Tool; line?: Line | undefined; printed?: string }

/** Puts a fact at its place unless it is there already or the value is missing. */
export function put(place: Place, name: FactName, value: FactValue | undefined): void {
  if (value === undefined || value === '' || place.facts[name]) return
  const known: Known = { value, from: place.tool }
  if (place.line) known.line = place.line.number
  if (place.printed !== undefined && place.printed !== String(value)) known.printed = place.printed
  place.facts[name] = known
}

/** Puts several facts of one line. */
export function putAll(place: Place, facts: { readonly [name in FactName]?: FactValue | undefined }): void {
  for (const name in facts) put(place, name as FactName, facts[name as FactName])
}
