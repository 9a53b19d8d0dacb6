import { holds } from '../condition.ts'
import type { CodeFound, Evidence, Reading } from '../evidence/evidence.ts'
import { isSpare } from '../evidence/index.ts'
import { type FactName, type Facts, isFactName } from '../facts.ts'
import type { Product } from '../graph.ts'
import type { Lexicon, Signal } from '../lexicon.ts'
import type { Analysis } from './analyse.ts'
import type { Case, Claim } from './case.ts'
import { inOrder, productNear } from './product.ts'
import { segmentsOf } from './segments.ts'
import { fits, narrow, onePerProduct, type TopicIndex } from './topics.ts'

// A product named further away than a line belongs to something else.
const REACH = 90
// In a text of more words a short sentence of everyday words is only a part of what is said.
const LONG = 16

/** The problems that codes name, in the order of the text, the inner code of a wrapped one alone. */
export function claimsOfCodes(subject: Case, index: TopicIndex): Claim[] {
  const { evidence, cues, facts } = subject
  if (evidence.codes.length === 0) return []
  const wrapper = evidence.facts.wrapperCode?.value
  let borders: number[] | undefined
  const claims: Claim[] = []
  for (const found of decidingCodes(evidence)) {
    const ids = index.byCode.get(found.code)
    if (!ids || (found.code === wrapper && evidence.codes.length > 1)) continue
    const printed = productOfCode(found, evidence)
    // Inside another product's output a code of one product alone is only a symptom.
    const misplaced = printed !== undefined && !ids.some((id) => fits(index, id, printed))
    if (misplaced && evidence.facts.innerCode?.value === found.code) continue
    const apart = printed === undefined ? apartByProduct(ids, subject, index) : []
    if (apart.length > 1) {
      const [at = 0] = placesOf(found.code, subject.analysis, false)
      for (const topics of apart) claims.push({ topics, at, by: 'code', code: found.code })
      continue
    }
    for (const at of placesOf(found.code, subject.analysis, printed === undefined)) {
      if (printed === undefined) borders ??= segmentsOf(subject.analysis).map(({ from }) => from)
      const product = printed ?? productNear(cues, at, REACH, borders) ?? cues.product ?? productOf(facts)
      claims.push({
        topics: narrow(ids, index, { product, facts }),
        at,
        by: 'code',
        code: found.code,
        ...(misplaced && { misplaced }),
      })
    }
  }
  return distinct(claims.sort((left, right) => left.at - right.at))
}

/** One problem for each product where the text says that both have it. */
function apartByProduct(ids: string[], { cues, facts }: Pick<Case, 'cues' | 'facts'>, index: TopicIndex): string[][] {
  if (!cues.both) return []
  const each = inOrder(cues).map((product) => ({ product, topics: narrow(ids, index, { product, facts }) }))
  const isApart = each.every(
    ({ product, topics: [id, ...more] }) => id && more.length === 0 && fits(index, id, product),
  )
  return isApart ? each.map(({ topics }) => topics) : []
}

/** Codes that decide; informational ones only when nothing else is there. */
export function decidingCodes({ codes }: Evidence): CodeFound[] {
  const deciding = codes.filter(({ informational }) => !informational)
  const serious = deciding.filter(({ code }) => code !== '0x0')
  if (serious.length > 0) return serious
  return deciding.length > 0 ? deciding : codes
}

/** The product whose output a code stands in. */
function productOfCode({ code, line }: CodeFound, { readings }: Evidence): Product | undefined {
  const reading = readings.find(({ tool, lines }) => tool !== 'words' && lines[0] <= line && line <= lines[1])
  if (!reading) return undefined
  const own = reading.products?.find(({ facts }) => facts.errorCode?.value === code)
  return productOf(own?.facts ?? {}) ?? productOf(reading.facts) ?? productOfTool(reading)
}

function productOfTool({ tool }: Reading): Product | undefined {
  if (tool.startsWith('ospp')) return 'office'
  return undefined
}

function productOf(facts: Facts): Product | undefined {
  const value = facts.product?.value
  return value === 'office' || value === 'windows' ? value : undefined
}

/** Where a code stands in the folded text, in whatever spelling; the start where it cannot be found. */
export function placeOf(code: string, analysis: Analysis): number {
  return placesOf(code, analysis, false)[0] ?? 0
}

const MOST_PLACES = 4

/** The places where a code stands, all of them or the first. */
function placesOf(code: string, { folded }: Analysis, all: boolean): number[] {
  const digits = code.slice(2).toLowerCase()
  const readable = folded.replaceAll('o', '0')
  const spellings = [
    digits,
    `${digits.slice(0, 4)} ${digits.slice(4)}`,
    String(Number(code)),
    String(Number(code) - 2 ** 32),
  ]
  const places = spellings.flatMap((one) => occurrences(one, readable, all ? MOST_PLACES : 1))
  return places.length > 0 ? places.sort((left, right) => left - right) : [0]
}

function occurrences(piece: string, text: string, most: number): number[] {
  const places: number[] = []
  for (let at = text.indexOf(piece); at >= 0 && places.length < most; at = text.indexOf(piece, at + 1)) places.push(at)
  return places
}

/** The problems that facts point to, each product of a paste by itself. */
export function claimsOfFacts(subject: Case, lexicon: Lexicon, index: TopicIndex): Claim[] {
  const { evidence, facts, analysis } = subject
  const products = evidence.readings.flatMap((reading) => reading.products ?? []).filter((one) => !isSpare(one.facts))
  const signals = readSignals(lexicon)
  const differing = products.length > 1 ? oneOfEach(products, signals) : []
  const scopes = products.length > 1 ? differing.map((one) => ({ ...facts, ...one.facts })) : [facts]
  const words = new Set<string>()
  for (const { word, concepts } of analysis.terms) {
    words.add(word)
    for (const concept of concepts) words.add(concept)
  }
  const claims = scopes.flatMap((scope): Claim[] => {
    const known = withProduct(scope, subject)
    const signal = signals.find((one) => index.byId.has(one.topic) && holdsFor(one, known, { subject, words }))
    return signal ? [claimOf(signal, known, subject)] : []
  })
  return distinct(claims)
}

/** One of all products that no signal tells apart: an export lists hundreds of them. */
function oneOfEach<P extends { facts: Facts }>(products: readonly P[], signals: readonly ReadSignal[]): P[] {
  const telling = new Set(signals.flatMap(({ when, unless }) => [...when, ...unless].map(({ fact }) => fact)))
  const seen = new Set<string>()
  return products.filter(({ facts }) => {
    let key = ''
    for (const name of Object.keys(facts).filter(isFactName))
      if (telling.has(name)) key += `${name} ${JSON.stringify(facts[name]?.value)}\n`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function claimOf(signal: ReadSignal, facts: Facts, { analysis }: Case): Claim {
  const { topic, says = [], when, over, beside } = signal
  const said = says.map((piece) => analysis.folded.indexOf(piece)).filter((place) => place >= 0)
  const isPlaced = said.length > 0 || beside
  const places = isPlaced ? said : when.flatMap(({ fact }) => placeOfFact(fact, facts, analysis))
  const rank = over ? 'over' : beside ? 'beside' : undefined
  return { topics: [topic], at: Math.min(...places, Number.MAX_SAFE_INTEGER), by: 'signal', ...(rank && { rank }) }
}

/** Where the text says the value that a condition asks for; a product stands everywhere. */
function placeOfFact(fact: FactName | undefined, facts: Facts, { folded }: Analysis): number[] {
  const value = fact && fact !== 'product' ? facts[fact]?.value : undefined
  const place = typeof value === 'string' ? folded.indexOf(value.toLowerCase()) : -1
  return place < 0 ? [] : [place]
}

function withProduct(facts: Facts, { cues }: Case): Facts {
  if (facts.product || !cues.product) return facts
  return { ...facts, product: { value: cues.product, from: 'words' } }
}

type Said = { subject: Case; words: Set<string> }

function holdsFor({ when, says, words, unless }: ReadSignal, facts: Facts, said: Said): boolean {
  if (!when.every((condition) => isMet(condition, facts))) return false
  if (words && !words.some((word) => said.words.has(word))) return false
  if (says && !says.some((piece) => said.subject.analysis.folded.includes(piece))) return false
  return !unless.some((condition) => isMet(condition, facts))
}

function isMet({ fact, is }: Condition, facts: Facts): boolean {
  const value = fact && facts[fact]?.value
  return value !== undefined && (is === '*' || holds(is, value))
}

type Condition = { fact: FactName | undefined; is: string }
type ReadSignal = Omit<Signal, 'when' | 'unless'> & { when: Condition[]; unless: Condition[] }

const signalsOf = new WeakMap<Lexicon, ReadSignal[]>()

/** The signals of a lexicon with their conditions taken apart, once for each lexicon. */
function readSignals(lexicon: Lexicon): ReadSignal[] {
  const known = signalsOf.get(lexicon)
  if (known) return known
  const read = lexicon.signals.map((signal) => {
    return { ...signal, when: signal.when.map(readCondition), unless: (signal.unless ?? []).map(readCondition) }
  })
  signalsOf.set(lexicon, read)
  return read
}

/** Takes `fact value` apart. */
function readCondition(condition: string): Condition {
  const [name = '', ...words] = condition.split(' ')
  return { fact: isFactName(name) ? name : undefined, is: words[0] === '*' ? '*' : words.join(' ') }
}

/** The problem that a known sentence names; the sentence that explains most of the text is taken. */
export function claimsOfMessages(
  { messages, cues, facts, analysis }: Pick<Case, 'messages' | 'cues' | 'facts' | 'analysis'>,
  index: TopicIndex,
): Claim[] {
  const isLong = analysis.terms.length > LONG
  const whole = messages.filter(({ whole, common, plain }) => whole && !common && !(plain && isLong))
  // Where sentences of both products read alike, the one of the product that is named is meant.
  const best = whole.find(({ topics }) => topics.some((id) => fits(index, id, cues.product))) ?? whole[0]
  if (!best) return []
  const apart = apartByProduct(onePerProduct(best.topics, index), { cues, facts }, index)
  if (apart.length > 1) return apart.map((topics) => ({ topics, at: best.at, by: 'message' }))
  const product = productNear(cues, best.at, REACH) ?? productOf(facts)
  const topics = onePerProduct(narrow(best.topics, index, { product, facts }), index)
  const single = product ? preferTwin(topics, index) : topics
  return [{ topics: single.slice(0, 3), at: best.at, by: 'message' }]
}

/** Of several codes of one product with the same sentence, the one that the other product has too is the common one. */
function preferTwin(ids: string[], index: TopicIndex): string[] {
  const withTwins = ids.filter((id) => (index.twins.get(id) ?? []).length > 0)
  return withTwins.length > 0 ? withTwins.slice(0, 1) : ids
}

function distinct(claims: Claim[]): Claim[] {
  const seen = new Set<string>()
  return claims.filter(({ topics }) => {
    const key = [...topics].sort().join(' ')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
