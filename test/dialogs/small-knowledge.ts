import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import type { Knowledge } from '../../dialogs/index.ts'
import { compile } from '../../knowledge/compile/index.ts'
import { type DialogGraph, type Match, type MatchContext, readEvidence } from '../../knowledge/index.ts'

const FOLDER = fileURLToPath(new URL('../fixtures/conversations/documents/', import.meta.url))

/** Compiles the three small documents, after an edit of their text if one is given. */
export function smallGraph(edit: (text: string) => string = (text) => text): DialogGraph {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.md'))
  const sources = files.map((path) => ({ path, text: edit(readFileSync(`${FOLDER}${path}`, 'utf8')) }))
  const { graph, diagnostics } = compile(sources, {})
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
  return graph
}

/** Knowledge of the small documents with a matcher that goes by codes alone. */
export function smallKnowledge(graph: DialogGraph = smallGraph()): Knowledge {
  return { graph, matcher: { match: (text, context) => matchByCode(graph, text, context) } }
}

function matchByCode(graph: DialogGraph, text: string, context: MatchContext): Match {
  const evidence = readEvidence(text)
  const codes = evidence.codes.map(({ code }) => code)
  const product = evidence.facts.product?.value ?? context.facts.product?.value
  const found = graph.topics.filter((topic) => topic.codes.some((code) => codes.includes(code)))
  const fitting = found.filter(({ products }) => product === undefined || products.some((one) => one === product))
  const topics = fitting.map(({ id }) => ({ id, score: 1 / fitting.length }))
  const shared = { topics, also: [], codes, facts: evidence.facts, evidence }
  if (/\bsomebody\b/.test(text)) return { ...shared, decision: 'human' }
  if (topics.length === 1) return { ...shared, decision: 'accepted' }
  if (topics.length > 1) return { ...shared, decision: 'ambiguous' }
  if (codes.length > 0) return { ...shared, decision: 'rejected', reason: 'undocumented' }
  return { ...shared, decision: 'rejected', reason: 'unclear' }
}
