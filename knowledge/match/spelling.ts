/** Finds the domain word that a misspelt word means, or nothing. */
export type Spelling = (word: string) => string | undefined

// A word has four letters at least to be corrected, what it is corrected to three (`mack`).
const SHORTEST = 4
const SHORTEST_WORD = 3
const PREFIX = 9

/**
 * Symmetric-delete spelling over the domain's vocabulary only. Words are ranked by distance, then by how often
 * the documents use them; distance 2 needs seven letters. The first letter may only differ by a swap.
 */
export function createSpelling(vocabulary: Map<string, number>): Spelling {
  const byDelete = new Map<string, string[]>()
  for (const word of vocabulary.keys()) {
    if (word.length < SHORTEST_WORD || !/^[a-z]+$/.test(word)) continue
    for (const variant of deletes(word.slice(0, PREFIX), reachOf(word))) {
      const words = byDelete.get(variant)
      if (words) words.push(word)
      else byDelete.set(variant, [word])
    }
  }
  return (word) => {
    if (word.length < SHORTEST || word.length > 30 || !/^[a-z]+$/.test(word)) return undefined
    return best(word, candidates(word, byDelete), vocabulary)
  }
}

function candidates(word: string, byDelete: Map<string, string[]>): Set<string> {
  const found = new Set<string>()
  for (const variant of deletes(word.slice(0, PREFIX), reachOf(word))) {
    for (const candidate of byDelete.get(variant) ?? []) found.add(candidate)
  }
  return found
}

function best(word: string, found: Set<string>, vocabulary: Map<string, number>): string | undefined {
  let chosen: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of found) {
    const most = Math.min(reachOf(word), reachOf(candidate))
    const edits = distance(word, candidate, most)
    if (edits > most) continue
    const cost = edits + (word[0] === candidate[0] ? 0 : 0.6) - Math.log1p(vocabulary.get(candidate) ?? 0) / 20
    if (cost < least) {
      least = cost
      chosen = candidate
    }
  }
  return least < 2.3 ? chosen : undefined
}

function reachOf(word: string): number {
  return word.length >= 7 ? 2 : 1
}

function deletes(word: string, depth: number): Set<string> {
  const all = new Set([word])
  let last = [word]
  for (let round = 0; round < depth; round += 1) {
    const next: string[] = []
    for (const one of last) {
      for (let index = 0; index < one.length; index += 1) {
        const shorter = one.slice(0, index) + one.slice(index + 1)
        if (!all.has(shorter)) {
          all.add(shorter)
          next.push(shorter)
        }
      }
    }
    last = next
  }
  return all
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, given up beyond `most`. */
export function distance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row]
    let least = row
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1]
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      current.push(cost)
      least = Math.min(least, cost)
    }
    if (least > most) return most + 1
    before = above
    above = current
  }
  return above[right.length] ?? most + 1
}
