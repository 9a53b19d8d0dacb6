import {
  type Evidence,
  type Facts,
  isFactName,
  type Known,
  type Reading,
  readEvidence,
  readFleet,
} from '../../knowledge/index.ts'
import { answerLines } from './jsonl.ts'

type Row = { id: unknown; text: string }

function parseRow(row: unknown): Row {
  if (typeof row !== 'object' || row === null) throw new Error('a line must be an object with "id" and "text"')
  const { id = null, text } = row as { id?: unknown; text?: unknown }
  if (typeof text !== 'string') throw new Error('"text" must be a string')
  return { id, text }
}

function answer(row: unknown): object {
  const { id, text } = parseRow(row)
  const evidence = readEvidence(text, { keepSecrets: true })
  return {
    id,
    readings: evidence.readings.map((reading) => showReading(reading, evidence)),
    codes: evidence.codes.map((code) => code.code),
    facts: show(evidence.facts, evidence.readings[0]?.tool),
    ...showMachines(evidence),
  }
}

/** What ails which machines, where their names stand above the outputs and not among the values of each. */
function showMachines(evidence: Evidence): object {
  const isNamed = evidence.readings.some(({ products = [] }) => products.some((one) => one.facts.clientName))
  const fleet = isNamed ? undefined : readFleet(evidence)
  return fleet ? { machines: fleet.groups.map(({ cause, machines }) => ({ cause, machines })) } : {}
}

// The name and the channel of a product tell these.
const IN_THE_NAME = new Set(['licenseName', 'product', 'officeVersion', 'edition'])
const METHODS_OF_CHANNELS = new Set<unknown>(['kms', 'mak', 'retail', 'subscription'])

/** Every value once: a fact that stands among the merged ones is not repeated in its reading. */
function showReading({ tool, lines, facts, products = [], entries = [] }: Reading, evidence: Evidence): object {
  const own = without(facts, evidence.facts)
  const shown = products.map((one) => {
    const rest = Object.entries(without(one.facts, evidence.facts)).filter(([name, known]) => !isInTheName(name, known))
    return { name: one.name, facts: show(Object.fromEntries(rest), tool) }
  })
  return {
    tool,
    lines,
    ...(shown.length > 0 ? { products: shown } : {}),
    ...(entries.length > 0 ? { entries: entries.map((one) => show(without(one, evidence.facts), tool)) } : {}),
    ...(Object.keys(own).length > 0 && !products.some((one) => one.facts === facts) ? { facts: show(own, tool) } : {}),
  }
}

function isInTheName(name: string, { value }: Known): boolean {
  return IN_THE_NAME.has(name) || (name === 'activationMethod' && METHODS_OF_CHANNELS.has(value))
}

function without(facts: Facts, merged: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([name, known]) => {
      const other = isFactName(name) ? merged[name] : undefined
      return String(other?.value) !== String(known.value) || other?.printed !== known.printed
    }),
  )
}

/** A fact without `from` comes from the reading it stands in; a merged one from the first reading. */
function show(facts: Facts, tool: string | undefined): object {
  return Object.fromEntries(
    Object.entries(facts).map(([name, { value, from, printed }]) => [
      name,
      { value, ...(from === tool ? {} : { from }), ...(printed === undefined ? {} : { printed }) },
    ]),
  )
}

await answerLines(answer)
