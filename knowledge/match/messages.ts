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
}

export type MessageFinder = (analysis: Analysis) => MessageFound[]

type Entry = { topics: string[]; grams: string[]; total: number }

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
const PART = 0.4
const MOST_TOPICS = 6
// So many messages that explain a text as well make it the head that they share.
const COMMON = 5

/** Indexes messages by pairs of neighbouring words; rare pairs decide, so heads and tails may be cut. */
export function createMessageFinder(messages: Message[], analyser: Analyser): MessageFinder {
  const entries = entriesOf(messages, analyser)
  const postings = new Map<string, number[]>()
  for (const [number, { grams }] of entries.entries()) {
    for (const gram of grams) postings.set(gram, [...(postings.get(gram) ?? []), number])
  }
  const rarity = (gram: string) => Math.log(1 + entries.length / (postings.get(gram)?.length ?? 1)) ** 2
  for (const entry of entries) entry.total = entry.grams.reduce((sum, gram) => sum + rarity(gram), 0)

  return (analysis) => {
    const matched = new Map<number, { weight: number; at: number }>()
    for (const [gram, at] of gramsOf(analysis)) {
      for (const number of postings.get(gram) ?? []) {
        const before = matched.get(number)
        matched.set(number, { weight: (before?.weight ?? 0) + rarity(gram), at: before?.at ?? at })
      }
    }
    const found: MessageFound[] = []
    for (const [number, { weight, at }] of matched) {
      const entry = entries[number]
      if (!entry || weight < PART * entry.total) continue
      const coverage = weight / entry.total
      const whole = coverage >= (entry.grams.length <= SHORT ? ENOUGH_OF_SHORT : ENOUGH)
      found.push({ topics: entry.topics, coverage, weight, at, whole, common: isCommon(weight, matched) })
    }
    return found.sort(
      (left, right) => right.weight * right.coverage - left.weight * left.coverage || left.at - right.at,
    )
  }
}

function isCommon(weight: number, matched: Map<number, { weight: number }>): boolean {
  let others = 0
  for (const other of matched.values()) if (other.weight >= weight - 1e-9) others += 1
  return others > COMMON
}

/** Whole messages, and their single sentences where these are told apart by them. */
function entriesOf(messages: Message[], analyser: Analyser): Entry[] {
  const byText = new Map<string, Entry>()
  for (const { text, topics } of messages) {
    for (const piece of new Set([text, ...sentences(text)])) {
      const grams = [...new Set(gramsOf(analyser.analyse(piece)).map(([gram]) => gram))]
      if (grams.length < 2) continue
      const key = grams.join('|')
      const entry = byText.get(key) ?? { topics: [], grams, total: 0 }
      entry.topics = [...new Set([...entry.topics, ...topics])]
      byText.set(key, entry)
    }
  }
  return [...byText.values()].filter(({ topics }) => topics.length <= MOST_TOPICS)
}

function sentences(text: string): string[] {
  const pieces = text.split(/(?<=[.!?。])\s+|(?<=。)/).map((one) => one.trim())
  return pieces.filter((one) => one.length >= 12)
}

function gramsOf({ terms, at }: Analysis): [string, number][] {
  const grams: [string, number][] = []
  let before = ''
  for (const [index, { stem }] of terms.entries()) {
    const word = Object.hasOwn(SAME, stem) ? (SAME[stem] ?? stem) : stem
    if (word === 'the' || word === 'a' || word === 'that' || word === 'for') continue
    if (before !== '') grams.push([`${before} ${word}`, at[index] ?? 0])
    before = word
  }
  return grams
}
