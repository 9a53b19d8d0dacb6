import type { Facts } from '../facts.ts'
import type { Product } from '../graph.ts'
import type { Lexicon, ProductWords } from '../lexicon.ts'
import type { Analysis } from './analyse.ts'

/** A place in the text that tells a product, and how surely. */
export type Mention = { product: Product; at: number; weight: number; tool?: 'host' | 'any' }

/** What a text says about the product. */
export type ProductCues = {
  mentions: Mention[]
  /** The product of the whole text, if something decides. */
  product?: Product
  /** Both products are named with like weight. */
  mixed: boolean
  /** The text says that both have the trouble. */
  both?: boolean
}

const TOOL = 3
const NAME = 2
const ACTING = 3
const SERVED = 0.5
// One side must weigh this much more than the other to decide alone.
const LEAD = 1.5
// What stands behind a border of the text belongs to another problem, unless nothing else is named.
const PARTED = 60

/** Reads the product from tools, licence names and product words; what readers found weighs most. */
export function readProduct(analysis: Analysis, facts: Facts, lexicon: Lexicon): ProductCues {
  const mentions = findMentions(analysis, lexicon)
  const known = facts.product?.value
  if (known === 'office' || known === 'windows') mentions.push({ product: known, at: -1, weight: 4 })
  const both = areBoth(mentions, analysis.folded, lexicon)
  return both ? { mentions, mixed: true, both } : weighMentions(mentions)
}

/** Both products are named, and a word says that both have the trouble. */
function areBoth(mentions: Mention[], folded: string, { both }: Lexicon): boolean {
  const isNamed = (name: Product) => mentions.some(({ product, weight }) => product === name && weight >= 1)
  return isNamed('office') && isNamed('windows') && folded.search(pattern(both)) >= 0
}

const PRODUCTS: readonly Product[] = ['office', 'windows']

/** Both products, the one that the text names first before the other. */
export function inOrder({ mentions }: Pick<ProductCues, 'mentions'>): Product[] {
  const placeOf = (name: Product): number =>
    Math.min(...mentions.filter(({ product, at }) => product === name && at >= 0).map(({ at }) => at))
  return [...PRODUCTS].sort((left, right) => placeOf(left) - placeOf(right) || 0)
}

function weighMentions(mentions: Mention[]): ProductCues {
  const office = weigh(mentions, 'office')
  const windows = weigh(mentions, 'windows')
  if (office > windows * LEAD) return { mentions, product: 'office', mixed: false }
  if (windows > office * LEAD) return { mentions, product: 'windows', mixed: false }
  return { mentions, mixed: office > 0 && windows > 0 }
}

/** The cues of a part of the text; the product is inherited where the part names none. */
export function cuesWithin(cues: ProductCues, from: number, to: number, inherited: Product | undefined): ProductCues {
  const mentions = cues.mentions.filter(({ at }) => at >= from && at < to)
  const own = weighMentions(mentions)
  return own.product || own.mixed || !inherited ? own : { ...own, product: inherited }
}

/** The product that is named nearest to a place, before it rather than behind it, in the same part rather than beyond. */
export function productNear(
  { mentions, product }: ProductCues,
  at: number,
  reach: number,
  borders: readonly number[] = [],
): Product | undefined {
  let nearest: Mention | undefined
  let least = reach
  for (const mention of mentions) {
    if (mention.at < 0 || mention.weight < 1) continue
    const isBehind = mention.at > at
    const parted = borders.some((border) => border > Math.min(mention.at, at) && border <= Math.max(mention.at, at))
    const away =
      (isBehind ? (mention.at - at) * 1.5 : at - mention.at) + (parted ? (isBehind ? PARTED : PARTED / 3) : 0)
    if (away < least) {
      least = away
      nearest = mention
    }
  }
  return nearest?.product ?? product
}

function weigh(mentions: Mention[], product: Product): number {
  const weights = mentions.filter((mention) => mention.product === product).map(({ weight }) => weight)
  const most = Math.max(0, ...weights)
  // Saying it often adds little to saying it once.
  return most + 0.15 * Math.min(4, weights.length) * (most > 0 ? 1 : 0)
}

function findMentions({ folded, terms, at, paths }: Analysis, lexicon: Lexicon): Mention[] {
  const silent = {
    office: notProducts(folded, lexicon.products.office),
    windows: notProducts(folded, lexicon.products.windows),
  }
  // A product behind one of these expressions is only served.
  const served = stretches(folded, pattern(lexicon.served)).map(([, end]) => end + 1)
  const fine = stretches(folded, pattern(lexicon.fine))
  const mentions = marksIn(folded, lexicon)
  for (const [index, { word }] of terms.entries()) {
    const where = at[index] ?? 0
    const next = terms[index + 1]?.word ?? ''
    for (const product of ['office', 'windows'] as const) {
      const weight = weightOf(word, next, { product, lexicon, path: paths[index] ?? false })
      if (weight === 0 || silent[product].has(where)) continue
      const isServed =
        served.some((end) => where >= end && where - end < 4) ||
        isOnly(terms, index) ||
        fine.some(([from, to]) => where >= from && where < to)
      const tool = toolOf(word, product, lexicon)
      mentions.push({ product, at: where, weight: isServed ? SERVED : weight, ...(tool && { tool }) })
    }
  }
  return groundWindows(mentions, folded)
}

const MOST_BETWEEN = 2

/** "Windows only", "Windows Server 2012 only". */
function isOnly(terms: Analysis['terms'], index: number): boolean {
  const behind = terms.slice(index + 1, index + 2 + MOST_BETWEEN).map(({ word }) => word)
  const only = behind.indexOf('only')
  return only >= 0 && behind.slice(0, only).every((word) => word === 'server' || /^\d+$/.test(word))
}

function toolOf(word: string, product: Product, { products }: Lexicon): Mention['tool'] {
  if (!products[product].tools.has(word)) return undefined
  return HOST_TOOLS.has(word) ? 'host' : 'any'
}

/** Ids and articles that belong to one product alone. */
function marksIn(folded: string, { products }: Lexicon): Mention[] {
  const mentions: Mention[] = []
  for (const product of ['office', 'windows'] as const) {
    const { marks } = products[product]
    if (marks.length === 0) continue
    for (const [from] of stretches(folded, pattern(marks))) mentions.push({ product, at: from, weight: TOOL })
  }
  return mentions
}

type Cue = { product: Product; lexicon: Lexicon; path: boolean }

function weightOf(word: string, next: string, { product, lexicon, path }: Cue): number {
  const words = lexicon.products[product]
  if (words.tools.has(word)) return TOOL
  if (path) return 0
  if (words.names.has(word)) return lexicon.acting.has(next) ? ACTING : NAME
  return word === 'server' && words.servers.has(next) ? NAME : 0
}

// What a KMS host for Office is looked at with as well: beside a named Office it does not tell.
const HOST_TOOLS = new Set(['slmgr', 'dlv', 'dli'])
const ON =
  /\b(?:on|under|in|running|runs|using)(?: (?:an?|the|our|my|his|her|this|some|all|these|\d+|[a-z]+(?:ed|al)|fresh|new|old)){0,2} $/
const APART = /[.;\n]|\b(?:and|but|while|whereas|neither|both)\b/
const CLAUSE = 80

/** Windows is often only the ground that Office stands on: beside a named Office it counts little. */
function groundWindows(mentions: Mention[], folded: string): Mention[] {
  const offices = mentions.filter(({ product, weight }) => product === 'office' && weight >= NAME)
  if (offices.length === 0) return mentions
  const named = mentions.some(({ product, weight, tool }) => product === 'windows' && weight >= NAME && !tool)
  return mentions.map((mention) => {
    if (mention.product !== 'windows' || mention.weight < NAME) return mention
    if (mention.tool) return named || mention.tool !== 'host' ? mention : { ...mention, weight: SERVED }
    const isGround = offices.some(({ at }) => standsOn(folded, at, mention.at))
    return isGround ? { ...mention, weight: SERVED } : mention.weight === NAME ? { ...mention, weight: 1 } : mention
  })
}

/** "Office 2016 on a new Windows 11": nothing parts the two. */
function standsOn(folded: string, office: number, windows: number): boolean {
  if (office >= windows || windows - office > CLAUSE) return false
  const between = folded.slice(office, windows)
  return ON.test(between) && !APART.test(between)
}

const patterns = new WeakMap<string[], RegExp>()

function pattern(sources: string[]): RegExp {
  const known = patterns.get(sources)
  if (known) return known
  const made = new RegExp(`\\b(?:${sources.join('|')})\\b`, 'g')
  patterns.set(sources, made)
  return made
}

/** Starts of words inside an expression that is no product. */
function notProducts(folded: string, words: ProductWords): Set<number> {
  const starts = new Set<number>()
  for (const [from, to] of stretches(folded, pattern(words.not))) {
    for (const [start] of stretches(folded.slice(from, to), /\S+/g)) starts.add(from + start)
  }
  return starts
}

/** Where an expression stands with at least one character. `matchAll` would copy the expression for each look. */
function stretches(text: string, expression: RegExp): [from: number, to: number][] {
  const found: [number, number][] = []
  expression.lastIndex = 0
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    if (match[0] === '') expression.lastIndex += 1
    else found.push([match.index, match.index + match[0].length])
  }
  return found
}
