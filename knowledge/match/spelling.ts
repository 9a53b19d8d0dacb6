/** Finds the domain word that a misspelt word means, or nothing. */
export type Spelling = (word: string) => string | undefined

// A word has four letters at least to be corrected, what it is corrected to three (`mack`).
const SHORTEST = 4
const SHORTEST_WORD = 3
const PREFIX = 9

/**
 * Spelling over the domain's vocabulary only: the nearest word, by the optimal string alignment of both. Words are
 * ranked by distance, then by how often the documents use them; distance 2 needs seven letters. The first letter may
 * only differ by a swap. Of words that rank alike the one comes first that would by symmetric deletes.
 */
export function createSpelling(vocabulary: Map<string, number>): Spelling {
  const words = [...vocabulary.keys()].filter((word) => word.length >= SHORTEST_WORD && /^[a-z]+$/.test(word))
  const letters = Uint32Array.from(words, lettersOf)
  return (word) => {
    if (word.length === SHORTEST_WORD) return swappedIn(word, vocabulary)
    if (word.length < SHORTEST || word.length > 30 || !/^[a-z]+$/.test(word)) return undefined
    return best(word, candidates(word, words, letters), vocabulary)
  }
}

/** A word of three letters is only taken for one with two of its letters swapped (`mka`). */
function swappedIn([first = '', second = '', third = '']: string, vocabulary: Map<string, number>): string | undefined {
  const swapped = [second + first + third, first + third + second].filter((word) => vocabulary.has(word))
  return swapped.length === 1 ? swapped[0] : undefined
}

/** Words whose letters allow for the distance: an edit takes away one of them and brings one. */
function candidates(word: string, words: readonly string[], letters: Uint32Array): string[] {
  const own = lettersOf(word)
  const reach = reachOf(word)
  const found: string[] = []
  for (let index = 0; index < letters.length; index += 1) {
    const other = letters[index] ?? 0
    if (bits(own & ~other) > reach || bits(other & ~own) > reach) continue
    const candidate = words[index] ?? ''
    if (Math.abs(candidate.length - word.length) <= reach) found.push(candidate)
  }
  return found
}

type Best = { word: string; cost: number }

function best(word: string, found: readonly string[], vocabulary: Map<string, number>): string | undefined {
  let chosen: Best = { word: '', cost: Number.POSITIVE_INFINITY }
  let alike: string[] = []
  for (const candidate of found) {
    const most = Math.min(reachOf(word), reachOf(candidate))
    const edits = distance(word, candidate, most)
    if (edits > most) continue
    const cost = edits + (word[0] === candidate[0] ? 0 : 0.6) - Math.log1p(vocabulary.get(candidate) ?? 0) / 20
    if (cost > chosen.cost) continue
    alike = cost < chosen.cost ? [candidate] : [...alike, candidate]
    chosen = { word: candidate, cost }
  }
  if (chosen.cost >= 2.3) return undefined
  return alike.length > 1 ? firstByDeletes(word, alike) : chosen.word
}

/** The word with which another has the earliest of its shortened forms in common. */
function firstByDeletes(word: string, alike: readonly string[]): string | undefined {
  const forms = alike.map((one) => deletes(one.slice(0, PREFIX), reachOf(one)))
  for (const variant of deletes(word.slice(0, PREFIX), reachOf(word))) {
    const index = forms.findIndex((form) => form.has(variant))
    if (index >= 0) return alike[index]
  }
  return alike[0]
}

/** One bit for every letter of the alphabet that a word has. */
function lettersOf(word: string): number {
  let set = 0
  for (let index = 0; index < word.length; index += 1) set |= 1 << (word.charCodeAt(index) - 97)
  return set
}

function bits(set: number): number {
  let rest = set - ((set >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
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
