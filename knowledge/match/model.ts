import type { Prepared } from './prepared.ts'
import type { Regression } from './regression.ts'

/** Classes beside the topics: what a text can be that no topic answers. */
export const OTHER_CLASSES = ['!foreign', '!crack', '!smalltalk', '!human', '!vague'] as const

/** What training finds; plain data and typed arrays, so that it can be stored and sent between threads. */
export type Model = {
  /** Topic ids, then `OTHER_CLASSES`. */
  classes: string[]
  features: string[]
  /** One byte per feature and class; `scales` has the unit per class. */
  weights: Int8Array
  scales: Float32Array
  bias: Float32Array
  /** English words at large, as a Bloom filter: they are never taken for misspelt words of the domain. */
  english: Uint32Array
  prepared: Prepared
}

/** Shrinks a regression to one byte a weight. */
export function quantise({ classes, weights, bias }: Regression): Pick<Model, 'weights' | 'scales' | 'bias'> {
  const scales = new Float32Array(classes)
  for (let index = 0; index < weights.length; index += 1) {
    const at = index % classes
    scales[at] = Math.max(scales[at] ?? 0, Math.abs(weights[index] ?? 0) / 127)
  }
  const bytes = new Int8Array(weights.length)
  for (let index = 0; index < weights.length; index += 1) {
    const scale = scales[index % classes] ?? 0
    bytes[index] = scale === 0 ? 0 : Math.round((weights[index] ?? 0) / scale)
  }
  return { weights: bytes, scales, bias }
}

/** Writes the score of every class into `scores`, for the features in the rows. The weights stay the bytes they are. */
export function scoreClasses(
  { classes, weights, scales, bias }: Pick<Model, 'classes' | 'weights' | 'scales' | 'bias'>,
  rows: readonly number[],
  values: readonly number[],
  scores: Float32Array,
): void {
  const width = classes.length
  scores.set(bias)
  for (let index = 0; index < rows.length; index += 1) {
    const row = (rows[index] ?? 0) * width
    const value = values[index] ?? 0
    for (let at = 0; at < width; at += 1) {
      const weight = Math.fround((weights[row + at] ?? 0) * (scales[at] ?? 0))
      scores[at] = (scores[at] ?? 0) + value * weight
    }
  }
}

const BITS_PER_WORD = 12
const HASHES = 5

/** Builds a Bloom filter of words. */
export function filterOf(words: string[]): Uint32Array {
  const filter = new Uint32Array(Math.max(1, Math.ceil((words.length * BITS_PER_WORD) / 32)))
  for (const word of words)
    for (const bit of bitsOf(word, filter)) filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31))
  return filter
}

/** Tells whether a word is in a filter; wrong for one absent word in 300. */
export function filterHas(filter: Uint32Array, word: string): boolean {
  return bitsOf(word, filter).every((bit) => ((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0)
}

function bitsOf(word: string, filter: Uint32Array): number[] {
  let first = 2_166_136_261
  let second = 5381
  for (let index = 0; index < word.length; index += 1) {
    first = Math.imul(first ^ word.charCodeAt(index), 16_777_619)
    second = (Math.imul(second, 33) + word.charCodeAt(index)) | 0
  }
  const size = filter.length * 32
  return Array.from({ length: HASHES }, (_, index) => ((first + Math.imul(index, second | 1)) >>> 0) % size)
}
