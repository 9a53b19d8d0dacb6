import {
  type FactName,
  type Facts,
  isFactName,
  type Known,
  type Match,
  type MatchContext,
} from '../../knowledge/index.ts'
import { loadKnowledge } from '../knowledge.ts'
import { answerLines } from './jsonl.ts'

type Row = { id: unknown; text: string; context: MatchContext }

const { matcher } = await loadKnowledge()
await answerLines((row) => {
  const { id, text, context } = parseRow(row)
  return show(id, matcher.match(text, context))
})

function parseRow(row: unknown): Row {
  if (typeof row !== 'object' || row === null) throw new Error('a line must be an object with "id" and "text"')
  const { id = null, text, context } = row as { id?: unknown; text?: unknown; context?: unknown }
  if (typeof text !== 'string') throw new Error('"text" must be a string')
  return { id, text, context: parseContext(context) }
}

function parseContext(context: unknown): MatchContext {
  if (context === undefined || context === null) return { facts: {} }
  if (typeof context !== 'object') throw new Error('"context" must be an object with "facts"')
  const { topic, asks, facts = {} } = context as { topic?: unknown; asks?: unknown; facts?: unknown }
  if (typeof facts !== 'object' || facts === null) throw new Error('"facts" must be an object')
  return {
    facts: parseFacts(facts),
    ...(typeof topic === 'string' && { topic }),
    ...(typeof asks === 'string' && isFactName(asks) && { asks }),
  }
}

/** Facts come bare (`"product": "office"`) or as we print them (`{ "value", "from" }`). */
function parseFacts(facts: object): Facts {
  const known: { [name in FactName]?: Known } = {}
  for (const [name, given] of Object.entries(facts)) {
    if (!isFactName(name)) throw new Error(`no fact is called "${name}"`)
    const isKnown = typeof given === 'object' && given !== null && !Array.isArray(given) && 'value' in given
    known[name] = isKnown ? { from: 'context', ...given } : { value: given, from: 'context' }
  }
  return known
}

function show(id: unknown, { decision, reason, topics, also, codes, facts, evidence }: Match): object {
  const products = evidence.readings.flatMap((reading) => reading.products ?? [])
  return {
    id,
    decision,
    ...(reason && { reason }),
    topics: topics.map((topic) => ({ id: topic.id, score: Math.round(topic.score * 1000) / 1000 })),
    also,
    codes,
    facts,
    ...(products.length > 0 && { products: products.map(({ name, facts: own }) => ({ name, facts: own })) }),
  }
}
