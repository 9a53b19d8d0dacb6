import { languageFor, type MachinesOfCause } from '../../dialogs/index.ts'
import { type DialogGraph, type Facts, isFactName } from '../../knowledge/index.ts'
import type { Case } from '../cases/index.ts'
import type { StoredLine } from '../store/index.ts'

/** A line of the conversation as it is read at the desk. */
export type SpokenLine = { by: 'person' | 'bot'; at: number; text: string }

/** A fact, with where it came from and the very line of the paste, where that can be found. */
export type FactRow = { label: string; value: string; source: string; line?: number; quote?: string }

/** A case on one screen. Everything in it is text; the page shows it as text. */
export type CaseView = Omit<Case, 'draft' | 'conversation' | 'seq'> & {
  name?: string
  topic?: string
  title?: string
  question: string
  codes: string[]
  product?: string
  /** What the person added, and how to reach them. */
  words?: string
  contact?: string
  /** The commands that collect what is not known yet. */
  collect: { shell: string; text: string }[]
  /** The person did not want the conversation to be sent. */
  withheld?: true
  facts: FactRow[]
  /** Machines of one paste, by cause. */
  fleet: MachinesOfCause[]
  tried: { title: string; result: string; commands: string[] }[]
  transcript: SpokenLine[]
}

/** Puts together what an expert sees of a case. */
export function toCaseView(one: Case, lines: readonly StoredLine[], graph: DialogGraph): CaseView {
  const { draft, conversation: _, seq: _seq, ...rest } = one
  const transcript = lines.flatMap(toSpoken)
  const topic = graph.topics.find(({ id }) => id === draft.topic)
  const product = draft.facts.product?.value
  const name = draft.who ?? lines.map(nameOf).find((found) => found !== undefined)
  return {
    ...rest,
    ...(name !== undefined && { name }),
    ...(draft.topic !== undefined && { topic: draft.topic }),
    ...(topic && { title: topic.title }),
    ...(typeof product === 'string' && { product: languageFor('en').valueName('product', product) ?? product }),
    question: draft.question,
    ...(draft.words !== undefined && { words: draft.words }),
    ...(draft.contact !== undefined && { contact: draft.contact }),
    ...(draft.consent?.transcript === false && { withheld: true }),
    collect: draft.collect ?? [],
    codes: draft.codes,
    facts: toFactRows(draft.facts, transcript),
    fleet: draft.fleet ?? [],
    tried: draft.tried.map(({ title, result, commands }) => ({ title, result, commands })),
    transcript,
  }
}

type Activity = { type?: unknown; text?: unknown; summary?: unknown; from?: { role?: unknown; name?: unknown } }

function toSpoken({ activity, at }: StoredLine): SpokenLine[] {
  const { type, text, summary, from } = activity as Activity
  // A card is shown with a text that is complete by itself.
  const said = typeof text === 'string' && text !== '' ? text : summary
  if (type !== 'message' || typeof said !== 'string') return []
  return [{ by: from?.role === 'user' ? 'person' : 'bot', at, text: said }]
}

function nameOf({ activity }: StoredLine): string | undefined {
  const { from } = activity as Activity
  return from?.role === 'user' && typeof from.name === 'string' && from.name !== '' ? from.name : undefined
}

function toFactRows(facts: Facts, transcript: readonly SpokenLine[]): FactRow[] {
  const words = languageFor('en')
  const texts = transcript.flatMap(({ by, text }) => (by === 'person' ? [text.split('\n')] : [])).reverse()
  const rows = Object.entries(facts).flatMap(([name, told]): FactRow[] => {
    if (told === undefined || !isFactName(name)) return []
    const { value, from, line } = told
    const shown = words.valueName(name, value) ?? (Array.isArray(value) ? value.join(', ') : String(value))
    const quote = line === undefined ? undefined : quoteOf(String(value), line, texts)
    const source =
      SOURCES[from] ??
      words
        .sourceName(from)
        .replace(/^your /, '')
        .replaceAll('`', '')
    const place = { ...(line !== undefined && { line }), ...(quote !== undefined && { quote }) }
    return [{ label: words.facts[name].label, value: shown, source, ...place }]
  })
  // What a paste says stands together, in its order; answers and conclusions follow.
  return rows.sort((one, other) => (one.line ?? LAST) - (other.line ?? LAST))
}

// Here it is not the person who reads it.
const SOURCES: Record<string, string> = {
  answer: 'their answer',
  words: 'their words',
  derived: 'follows from the rest',
  default: 'assumed',
}
const LAST = Number.MAX_SAFE_INTEGER

// The newest paste whose line of that number holds the value; a paste that was cut or masked may have none.
function quoteOf(value: string, line: number, texts: readonly string[][]): string | undefined {
  const found = texts.map((lines) => lines[line - 1]).find((text) => text?.toLowerCase().includes(value.toLowerCase()))
  return found?.trim().slice(0, 300)
}
