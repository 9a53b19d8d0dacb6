import type { Analyser, Analysis } from './analyse.ts'

/** A sentence that Windows or Office shows, and the topics it can mean. */
export type Message = { text: string; topics: string[] }

/**
 * A message found in a text, whole or in part: the share of its rare words that stand there, and where.
 * `common`: what stands there is the head of many messages, and their tails would decide.
 */
export type MessageFound = {
  topics: string[]
  coverage: number
  weight: number
  at: number
  whole: boolean
  common: boolean
  /** Words that any sentence about the subject may have: `KMS cannot be reached`. */
  plain: boolean
}

export type MessageFinder = (analysis: Analysis) => MessageFound[]

/** A sentence in pairs of words; `head` when many messages begin so. Plain data. */
export type MessageEntry = { topics: string[]; grams: string[]; total: number; head: boolean }

// Two wordings of the same sentence differ in these.
const SAME: Record<string, string> = {
  protect: 'licens',
  comput: 'product',
  determin: 'report',
  servic: 'server',
  thi: 'the',
  wa: 'is',
  ha: 'is',
  been: 'is',
  your: 'the',
}
// A short sentence shares most of its words with others; a long one may lack its head.
const ENOUGH = 0.62
const ENOUGH_OF_SHORT = 0.8
const SHORT = 6
const PLAIN = 3
const PART = 0.4
const MOST_TOPICS = 6
// So many messages that explain a text as well make it the head that they share.
const COMMON = 5
const NEGLIGIBLE = 1e-9

/** Finds messages by pairs of neighbouring words; rare pairs decide, so heads and tails may be cut. */
export function createMessageFinder(entries: readonly MessageEntry[]): MessageFinder {
  const postings = new Map<string, number[]>()
  for (const [number, { grams }] of entries.entries()) {
    for (const gram of grams) {
      const numbers = postings.get(gram)
      if (numbers) numbers.push(number)
      else postings.set(gram, [number])
    }
  }
  const rarity = (numbers: readonly number[]) => Math.log(1 + entries.length / numbers.length) ** 2
  const rarities = new Map([...postings].map(([gram, numbers]) => [gram, rarity(numbers)]))
  for (const entry of entries) entry.total = entry.grams.reduce((sum, gram) => sum + (rarities.get(gram) ?? 0), 0)

  return (analysis) => {
    const matched = new Map<number, { weight: number; at: number; last: string }>()
    for (const [gram, at] of withoutAuxiliaries(gramsOf(analysis))) {
      const rare = rarities.get(gram) ?? 0
      for (const number of postings.get(gram) ?? []) {
        const one = matched.get(number)
        if (!one) matched.set(number, { weight: rare, at, last: gram })
        else {
          one.weight += rare
          one.last = gram
        }
      }
    }
    const found: MessageFound[] = []
    for (const [number, { weight, at, last }] of matched) {
      const entry = entries[number]
      if (!entry || weight < PART * entry.total) continue
      const coverage = weight / entry.total
      const ends = entry.grams.indexOf(last) >= entry.grams.length - 2
      const whole = coverage >= (ends && entry.grams.length > SHORT ? ENOUGH : ENOUGH_OF_SHORT)
      const common = isCommon(weight, matched, entries)
      found.push({ topics: entry.topics, coverage, weight, at, whole, common, plain: isPlain(entry) })
    }
    return found.sort(
      (left, right) => right.weight * right.coverage ** 2 - left.weight * left.coverage ** 2 || left.at - right.at,
    )
  }
}

function isPlain({ grams }: MessageEntry): boolean {
  return grams.length <= PLAIN && grams.some((gram) => gram.includes('kms'))
}

function isCommon(weight: number, matched: Map<number, { weight: number }>, entries: readonly MessageEntry[]): boolean {
  let others = 0
  for (const [number, other] of matched) {
    if (other.weight < weight - NEGLIGIBLE) continue
    if (entries[number]?.head) return true
    others += 1
  }
  return others > COMMON
}

/** Whole messages, and their single sentences where these are told apart by them. */
export function indexMessages(messages: Message[], analyser: Analyser): MessageEntry[] {
  const byText = new Map<string, MessageEntry>()
  for (const { text, topics } of messages) {
    for (const piece of new Set([text, ...sentences(text)])) {
      const analysis = analyser.analyse(piece)
      const grams = [...new Set(gramsOf(analysis).map(([gram]) => gram))]
      if (grams.length < 2) continue
      const head = piece !== text && isHead(analysis)
      const key = grams.join('|')
      const entry = byText.get(key) ?? { topics: [], grams, total: 0, head }
      if (!head) entry.topics = [...new Set([...entry.topics, ...topics])]
      byText.set(key, entry)
    }
  }
  return [...byText.values()].filter(({ topics }) => topics.length <= MOST_TOPICS)
}

function sentences(text: string): string[] {
  const pieces = text.split(/(?<=[.!?。])\s+|(?<=。)/).map((one) => one.trim())
  return [...pieces, ...pieces.map(tailOf)].filter((one) => one.length >= 12)
}

/** What a service reported, whichever service it was. */
function tailOf(sentence: string): string {
  return /^.{10,80}?(?: that | dass | que | qu'| che | что | że | dat )(.+)$/s.exec(sentence)?.[1] ?? ''
}

/** "… that the product could not be activated": many messages begin so, in every language. */
function isHead({ terms }: Analysis): boolean {
  const words = new Set(terms.map(({ word }) => word))
  const says = words.has('not') && (words.has('activated') || words.has('activate'))
  return says && (words.has('computer') || words.has('product')) && !words.has('key') && !words.has('kms')
}

function gramsOf({ terms, at }: Analysis): [string, number][] {
  const grams: [string, number][] = []
  let before = ''
  for (let index = 0; index < terms.length; index += 1) {
    const start = index
    const isName = isKmsName(terms, index)
    if (isName) index += lengthOfName(terms, index) - 1
    const stem = isName ? 'kms' : (terms[index]?.stem ?? '')
    const word = Object.hasOwn(SAME, stem) ? (SAME[stem] ?? stem) : stem
    if (word === 'the' || word === 'a' || word === 'that' || word === 'for') continue
    if (before !== '') grams.push([`${before} ${word}`, at[start] ?? 0])
    before = word
  }
  return grams
}

/** "The grace period has expired" holds the pairs of "the grace period expired" as well. */
function withoutAuxiliaries(grams: [string, number][]): [string, number][] {
  return grams.flatMap(([gram, at], index): [string, number][] => {
    const next = grams[index + 1]?.[0]
    if (!next?.startsWith('is ') || !gram.endsWith(' is')) return [[gram, at]]
    return [
      [gram, at],
      [gram.slice(0, -2) + next.slice(3), at],
    ]
  })
}

function lengthOfName(terms: Analysis['terms'], at: number): number {
  if (terms[at]?.word === 'kms') return 1
  return terms[at + 3]?.word === 'kms' ? 4 : 3
}

/** "Key Management Service (KMS)" is what others call KMS. */
function isKmsName(terms: Analysis['terms'], at: number): boolean {
  if (terms[at]?.word === 'kms') return true
  return (
    terms[at]?.word === 'key' &&
    terms[at + 1]?.word === 'management' &&
    (terms[at + 2]?.word === 'service' || terms[at + 2]?.word === 'server')
  )
}
