import type { Scene } from './scene.ts'

/**
 * Whether the case is another person's. In a channel or a group chat it belongs to who opened it, from the first words
 * to the end; others may add what a tool printed, but they do not answer.
 */
export function isOthers({ state, event: { person } }: Scene): boolean {
  if (person === undefined) return false
  const isOpen = state.asking !== undefined && state.closed !== true
  if (isOpen && state.owner !== undefined) return state.owner !== person
  state.owner = person
  return false
}

/** Whether a text is evidence, whoever pastes it: it has a code, or facts that a tool printed. */
export function isEvidence({ knowledge }: Scene, text: string): boolean {
  const { codes, evidence } = knowledge.matcher.match(text, { facts: {} })
  return codes.length > 0 || evidence.readings.length > 0
}
