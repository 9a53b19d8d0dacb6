/** Tells which words of a list stand in a text, in lower case like the list. */
export type WordFinder = (lower: string) => Set<string>

const BITS = 5
const SIGN = (1 << BITS) - 1
const PLACES = 1 << (3 * BITS)

/**
 * Prepares the search for many words at once: one pass, whatever their number. A place is looked at closer where the
 * last bits of three characters are those that one of the words begins with; each word has two characters at least.
 */
export function createWordFinder(words: Iterable<string>): WordFinder {
  const lists: string[][] = [[]]
  const listAt = new Uint16Array(PLACES)
  for (const word of new Set(words)) {
    for (const place of placesOf(word)) {
      if (listAt[place] === 0) listAt[place] = lists.push([]) - 1
      lists[listAt[place] ?? 0]?.push(word)
    }
  }
  return (lower) => {
    const found = new Set<string>()
    const { length } = lower
    let place = ((lower.charCodeAt(0) & SIGN) << BITS) | (lower.charCodeAt(1) & SIGN)
    for (let at = 2; at < length; at += 1) {
      place = ((place << BITS) | (lower.charCodeAt(at) & SIGN)) & (PLACES - 1)
      const list = listAt[place] ?? 0
      if (list !== 0) addWords(found, lists[list], lower, at - 2)
    }
    // A word of two characters at the end.
    addWords(found, lists[listAt[(place << BITS) & (PLACES - 1)] ?? 0], lower, Math.max(0, length - 2))
    return found
  }
}

/** Where a word is looked up: a third character it does not have may be any. */
function placesOf(word: string): number[] {
  const start = ((word.charCodeAt(0) & SIGN) << (2 * BITS)) | ((word.charCodeAt(1) & SIGN) << BITS)
  if (word.length > 2) return [start | (word.charCodeAt(2) & SIGN)]
  return Array.from({ length: SIGN + 1 }, (_, third) => start | third)
}

// A function of its own keeps the loop above so small that it is compiled well.
function addWords(found: Set<string>, words: readonly string[] | undefined, lower: string, at: number): void {
  for (const word of words ?? []) if (lower.startsWith(word, at)) found.add(word)
}
