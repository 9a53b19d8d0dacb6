import type { Match } from '../../knowledge/index.ts'

/** A labelled query; see the fields in `test/fixtures/queries`. */
export type Query = {
  id: string
  text: string
  label: string
  kind: string
  also_ok?: string[]
  also_labels?: string[]
  context?: { topic?: string; asks?: string; facts: Record<string, unknown> }
}

const AMBIGUOUS = 'ambiguous:'

/** Tells whether an answer is right, strictly: the topic, the candidates of a question, and every further topic. */
export function isRight(query: Query, answer: Match): boolean {
  const labels = [query.label, ...(query.also_ok ?? [])]
  if (answer.decision === 'rejected') return labels.includes('out-of-scope')
  if (answer.decision === 'human') return labels.includes('smalltalk/human')
  const ids = answer.topics.map(({ id }) => id)
  if (answer.decision === 'ambiguous') return labels.some((label) => isAsked(label, ids))
  const [first = ''] = ids
  // Where either problem may come first, the other one is the further one.
  const named = [query.label, ...(query.also_labels ?? [])]
  const further = named.includes(first) ? named.filter((id) => id !== first) : (query.also_labels ?? [])
  return (
    labels.includes(first) &&
    further.every((id) => answer.also.includes(id)) &&
    answer.also.length <= further.length + 1
  )
}

function isAsked(label: string, ids: string[]): boolean {
  if (!label.startsWith(AMBIGUOUS)) return false
  const wanted = label.slice(AMBIGUOUS.length).split('|')
  if (wanted[0] === 'any') return true
  return wanted.length === ids.length && wanted.every((id) => ids.includes(id))
}

/** Precision and recall in one: how well texts that are not ours are told from ours. */
export function outOfScopeF1(answers: { query: Query; answer: Match }[]): number {
  const count = (test: (one: { query: Query; answer: Match }) => boolean) => answers.filter(test).length
  const hit = count(({ query, answer }) => query.label === 'out-of-scope' && answer.decision === 'rejected')
  const wrong = count(({ query, answer }) => answer.decision === 'rejected' && !isRight(query, answer))
  const missed = count(({ query, answer }) => query.label === 'out-of-scope' && !isRight(query, answer))
  return (2 * hit) / (2 * hit + wrong + missed || 1)
}
