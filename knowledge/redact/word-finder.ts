/** Tells which words of a list stand in a text, in lower case like the list. */
export type WordFinder = (lower: string) => Set<string>

const PAIRS = 1 << 16

/**
 * Prepares the search for many words at once: one pass, whatever their number. A place is looked at closer where two
 * characters stand that one of the words begins with; each word has two at least.
 */
export function createWordFinder(words: Iterable<string>): WordFinder {
  const byPair = new Map<number, string[]>()
  const begins = new Uint8Array(PAIRS)
  for (const word of new Set(words)) {
    const pair = pairAt(word.charCodeAt(0), word.charCodeAt(1))
    byPair.set(pair, [...(byPair.get(pair) ?? []), word])
    begins[pair] = 1
  }
  return (lower) => {
    const found = new Set<string>()
    let before = lower.charCodeAt(0)
    for (let at = 1; at < lower.length; at += 1) {
      const code = lower.charCodeAt(at)
      const pair = pairAt(before, code)
      before = code
      if (begins[pair] === 0) continue
      for (const word of byPair.get(pair) ?? []) if (!found.has(word) && lower.startsWith(word, at - 1)) found.add(word)
    }
    return found
  }
}

function pairAt(first: number, second: number): number {
  return (Math.imul(first, 251) + second) & (PAIRS - 1)
}
