const NEGATIONS = new Set(['not', 'no', 'cannot', 'without', 'never', "isn't", "doesn't", "can't", "don't", 'neither'])

/** The words of a title, in lower case, without the ones that only deny. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z0-9][\w'-]*/g) ?? []
  return new Set(
    words.filter((word) => !NEGATIONS.has(word) && !['does', 'do', 'is', 'are', 'the', 'a', 'an'].includes(word)),
  )
}

/** Tells whether a text denies something. */
export function denies(text: string): boolean {
  return (text.toLowerCase().match(/[a-z][a-z']*/g) ?? []).some((word) => NEGATIONS.has(word))
}

/** How much two titles share, from 0 to 1. */
export function similarity(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)]
  if (left.size === 0 || right.size === 0) return 0
  const shared = [...left].filter((word) => right.has(word)).length
  return shared / (left.size + right.size - shared)
}
