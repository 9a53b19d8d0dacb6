import { createWordFinder } from '../../redact/index.ts'
import { requiredWords } from './required-words.ts'

/** Patterns in their order, with what belongs to each. */
type Holder = { pattern: RegExp }

/**
 * Prepares the choice of the patterns that may match a text in lower case: those of whose words it holds one, and those
 * that need none. One pass over the text, whatever their number; what is not chosen is never compiled.
 */
export function createLikelyPatterns<H extends Holder>(holders: readonly H[]): (lower: string) => H[] {
  const placesOf = new Map<string, number[]>()
  const always: number[] = []
  for (const [place, { pattern }] of holders.entries()) {
    const words = requiredWords(pattern)
    if (!words) always.push(place)
    for (const word of words ?? []) placesOf.set(word, [...(placesOf.get(word) ?? []), place])
  }
  const wordsIn = createWordFinder(placesOf.keys())
  return (lower) => {
    const places = new Set(always)
    for (const word of wordsIn(lower)) for (const place of placesOf.get(word) ?? []) places.add(place)
    return holders.filter((_, place) => places.has(place))
  }
}

/** A pattern that looks for its words in the text, which is in lower case, before it runs. */
export function withWords(pattern: RegExp): {
  exec(lower: string): RegExpExecArray | null
  test(lower: string): boolean
} {
  const words = requiredWords(pattern)
  const exec = (lower: string): RegExpExecArray | null =>
    !words || words.some((word) => lower.includes(word)) ? pattern.exec(lower) : null
  return { exec, test: (lower) => exec(lower) !== null }
}
