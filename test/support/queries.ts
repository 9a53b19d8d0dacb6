import { readFileSync } from 'node:fs'

import { isFactName, type MatchContext } from '../../knowledge/index.ts'
import type { Query } from './score.ts'

/** Reads a file of labelled queries. */
export function readQueries<Row = Query>(name: string): Row[] {
  const text = readFileSync(new URL(`../fixtures/queries/${name}.jsonl`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)
}

/** The context of a query in the form the matcher takes it. */
export function contextOf({ context }: Query): MatchContext {
  if (!context) return { facts: {} }
  const facts = Object.entries(context.facts).map(([name, value]) => [name, { value, from: 'context' }])
  return {
    facts: Object.fromEntries(facts),
    ...(context.topic !== undefined && { topic: context.topic }),
    ...(context.asks !== undefined && isFactName(context.asks) && { asks: context.asks }),
  }
}
