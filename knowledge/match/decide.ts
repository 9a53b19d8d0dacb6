import type { Lexicon } from '../lexicon.ts'
import type { Case, Claim } from './case.ts'
import { claimsOfCodes, claimsOfFacts, claimsOfMessages, decidingCodes, placeOf } from './claims.ts'
import type { Decision, Ranking, RejectReason } from './decision.ts'
import {
  hasOutput,
  isElsewhere,
  isForeign,
  isForPerson,
  isOtherService,
  isOwnCode,
  leastOther,
  likeliestOther,
  OTHER,
  share,
} from './foreign.ts'
import { rivalsOf } from './rivals.ts'
import { cutText } from './segments.ts'
import { claimsOfParts, groundLast, type Telling } from './several.ts'
import { narrow, type TopicIndex } from './topics.ts'
import { codesOfPiece, isBare, isThin } from './vague.ts'
import { inBoth, openTwins, rankTopics, sharesMessage } from './weigh-topics.ts'

/** A decision with its topics, before the evidence is added. */
export type Verdict = { decision: Decision; reason?: RejectReason; topics: Ranking; also: string[] }

export type Deciding = {
  index: TopicIndex
  lexicon: Lexicon
  isKnownCode(code: string): boolean
  /** A part of the text as a case of its own. */
  partOf: Telling['partOf']
}

// Shares of the word ranking. Strictly right on queries/dev, wording and fresh together (747 texts), swept:
// LIKELY 0.2 and 0.25 99.2 %, 0.3 98.9, 0.35 98.8, 0.4 98.5; OTHER 0.35 98.8, 0.5 98.9, 0.65 98.9.
/** The share below which the words do not name a topic. */
export const LIKELY = 0.25
// Words so sure are ours, whatever else is named beside.
const SURELY_OURS = 0.8
// A code belongs to what is named at most so many characters before it.
const CARRIED = 60
// A piece of a code decides in a text of so few words.
const FEW = 5

/** Decides what a text is about: codes, then facts, then known sentences, then words. */
export function decide(subject: Case, deciding: Deciding): Verdict {
  const { index, lexicon } = deciding
  if (isBare(subject, lexicon) && !isTalking(subject)) return ambiguous([])
  const aside = decideAside(subject, lexicon)
  if (aside) return aside
  const damaged = decideDamaged(subject, deciding)
  if (damaged) return damaged
  const codes = claimsOfCodes(withContextCode(subject), index)
  if (codes.length > 0 && isForeign(subject, codes, lexicon)) return rejected('foreign')
  const claims = combine(codes, claimsOfFacts(subject, lexicon, index), openCodes(subject, index))
  if (claims.length > 0) return fromClaims(withFurther(claims, subject, deciding), subject, index)
  return decideUnknownCode(subject, deciding) ?? decideBySentences(subject, deciding)
}

/** No code and no fact: known sentences, the parts of a text that counts its problems, words. */
function decideBySentences(subject: Case, deciding: Deciding): Verdict {
  const { index, lexicon } = deciding
  const messages = claimsOfMessages(subject, index)
  const [sentence] = messages
  if (sentence) {
    if (isForeign(subject, messages, lexicon)) return rejected('foreign')
    if (sentence.topics.length === 0) return rejected('undocumented')
    return fromClaims(withFurther(messages, subject, deciding), subject, index)
  }
  if (isOtherService(subject, lexicon)) return rejected('foreign')
  const parts = withFurther([], subject, deciding)
  if (parts.length > 1) return fromClaims(parts, subject, index)
  const verdict = decideByWords(subject, deciding)
  const rivals = verdict.decision === 'accepted' ? rivalsOf(verdict.topics) : []
  return rivals.length > 1 ? ambiguous(rivals) : verdict
}

/** Adds problems that parts of the text name; in their order where the text counts them. An output is of one piece. */
function withFurther(known: Claim[], subject: Case, deciding: Deciding): Claim[] {
  const { index, partOf } = deciding
  if (hasOutput(subject) || subject.context.topic !== undefined) return known
  if (subject.cues.both && known.length > 1) return known
  const cut = cutText(subject.analysis)
  const further = claimsOfParts(
    subject,
    cut,
    { index, partOf, decideWords: (part) => decideByWords(part, deciding) },
    known,
  )
  if (known.length > 0) return inserted(known, further, cut.apart)
  if (cut.counted) return further.sort((left, right) => left.at - right.at)
  return groundLast(further, rankTopics(subject, index))
}

/**
 * Puts further problems where the text tells of them; the known ones stay in their order. What words before a code are
 * about is mostly where it happened, unless the text tells things apart.
 */
function inserted(known: Claim[], further: Claim[], isApart: boolean): Claim[] {
  const all = [...known]
  for (const claim of further) {
    const mayLead = isApart || claim.by !== 'words'
    const place = mayLead ? all.findIndex(({ at }) => at > claim.at && at !== Number.MAX_SAFE_INTEGER) : -1
    all.splice(place < 0 ? all.length : place, 0, claim)
  }
  return all
}

/** A code that is cut or mistyped so that it can be several is asked about, among the topics of these. */
function decideDamaged(subject: Case, { index }: Deciding): Verdict | undefined {
  const { evidence, analysis, cues, facts } = subject
  const whole = evidence.codes.some(({ damaged }) => !damaged)
  if (whole || hasOutput(subject)) return undefined
  const several = evidence.codes.find(({ candidates }) => candidates)?.candidates
  const isShort = analysis.terms.filter(({ filler }) => !filler).length < FEW
  const codes = several ?? (evidence.codes.length === 0 ? codesOfPiece(analysis.folded, isShort) : undefined)
  if (!codes) return undefined
  const ids = [...new Set(codes.flatMap((code) => index.byCode.get(code) ?? []))]
  const topics = narrow(ids, index, { product: cues.product, facts })
  return ambiguous(topics.length > 3 ? [] : topics)
}

/** Codes name problems; facts stand beside them only where they tell another one. Success counts last. */
function combine(codes: Claim[], facts: Claim[], open: number[]): Claim[] {
  const over = facts.filter(({ rank }) => rank === 'over')
  if (over.length > 0) return over
  const beside = facts.filter(({ rank }) => rank === 'beside')
  // A code that has no path for the product it is printed of is only a symptom of what the facts tell.
  const faults = codes.filter(({ code, misplaced }) => code !== '0x0' && !(misplaced && beside.length > 0))
  if (faults.length === 0) return facts.length > 0 ? facts : codes
  // What carries a code that we cannot treat is taken after what we can.
  const isOpen = ({ at }: Claim) => open.some((place) => place >= at && place - at < CARRIED)
  const later = beside.filter(isOpen)
  const inOrder = [...faults, ...beside.filter((claim) => !isOpen(claim))].sort((left, right) => left.at - right.at)
  return [...inOrder, ...later]
}

/** Places of codes that no topic treats. */
function openCodes({ evidence, analysis }: Case, index: TopicIndex): number[] {
  return evidence.codes.filter(({ code }) => !index.byCode.has(code)).map(({ code }) => placeOf(code, analysis))
}

/** What is no case at all: a person is asked for, or something we do not help with. */
function decideAside(subject: Case, { noise }: Lexicon): Verdict | undefined {
  const tools = subject.evidence.readings.map(({ tool }) => tool).filter((tool) => tool !== 'words')
  if (tools.length > 0 && tools.every((tool) => noise.has(tool))) return rejected('unclear')
  if (hasOutput(subject)) return undefined
  if (share(subject, '!crack') > OTHER) return rejected('crack')
  if (subject.evidence.codes.length > 0) return undefined
  if (isForPerson(subject)) return human()
  return undefined
}

/** The conversation is at something that a few words can answer. */
function isTalking({ context }: Case): boolean {
  return context.topic !== undefined || context.asks !== undefined || context.facts.errorCode !== undefined
}

/** A code of an earlier turn counts as long as the text brings none of its own. */
function withContextCode(subject: Case): Case {
  const known = subject.context.facts.errorCode?.value
  if (subject.evidence.codes.length > 0 || typeof known !== 'string' || subject.context.topic) return subject
  return { ...subject, evidence: { ...subject.evidence, codes: [{ code: known, line: 0 }] } }
}

function decideUnknownCode(subject: Case, { isKnownCode }: Deciding): Verdict | undefined {
  const [first] = decidingCodes(subject.evidence)
  if (!first) return undefined
  const ours = isKnownCode(first.code) || isOwnCode(first.code)
  return rejected(ours ? 'undocumented' : 'foreign')
}

function fromClaims(claims: Claim[], { context }: Case, index: TopicIndex): Verdict {
  const [main, ...others] = claims
  const topics = main?.topics ?? []
  if (topics.length > 1) {
    const kept = context.topic !== undefined && topics.includes(context.topic) ? [context.topic] : topics.slice(0, 3)
    if (kept.length > 1)
      return { decision: 'ambiguous', topics: kept.map((id) => ({ id, score: 1 / kept.length })), also: [] }
    return { decision: 'accepted', topics: [{ id: context.topic ?? '', score: 0.9 }], also: [] }
  }
  const chosen = topics[0] ?? ''
  const twins = index.twins.get(chosen) ?? []
  const also = others.flatMap((claim) => claim.topics.slice(0, 1)).filter((id) => id !== chosen)
  const distinctAlso = [...new Set(also)].filter((id) => claims.length < 3 || !twins.includes(id))
  return { decision: 'accepted', topics: [{ id: chosen, score: 0.98 }], also: distinctAlso.slice(0, 3) }
}

function decideByWords(subject: Case, { index, lexicon }: Pick<Deciding, 'index' | 'lexicon'>): Verdict {
  const ranking = rankTopics(subject, index)
  const [top, second] = ranking
  const { context } = subject
  const ours = index.ids.reduce((sum, id) => sum + (subject.words.shares.get(id) ?? 0), 0)
  const stays = context.topic !== undefined && index.byId.has(context.topic)
  if (stays && (!top || top.score < 0.85 || subject.analysis.terms.length < 8)) {
    return { decision: 'accepted', topics: [{ id: context.topic ?? '', score: 0.8 }], also: [] }
  }
  if (hasOutput(subject) && (ours < OTHER || isOutputAlone(subject))) return ambiguous([])
  const other = likeliestOther(subject)
  if (isElsewhere(subject) && ours < SURELY_OURS) return rejected('foreign')
  if (other.name === '!human' && other.score > ours)
    return subject.anchors > 0 && ours > LIKELY ? ambiguous([]) : human()
  const isOther = other.score > ours
  if (isOther && other.name !== '!vague' && other.score > leastOther(subject, other.name, lexicon))
    return rejected(reasonOf(other.name))
  if (!top || (other.name === '!vague' && other.score > Math.max(ours, OTHER))) return ambiguous([])
  if (isThin(subject, lexicon)) return ambiguous([])
  const candidates = openTwins(top.id, ranking, subject, index)
  const group = ranking.filter(({ id }) => candidates.includes(id)).reduce((sum, { score }) => sum + score, 0)
  if (group < (isOther ? OTHER * ours : LIKELY)) return ambiguous([])
  const [first, further] = inBoth(candidates, subject, index)
  if (first && further && first !== further) return both(first, further)
  if (candidates.length > 1) return ambiguous(candidates)
  if (second && !index.twins.get(top.id)?.includes(second.id) && sharesMessage(subject, top.id, second.id))
    return ambiguous([top.id, second.id])
  return { decision: 'accepted', topics: ranking.slice(0, 3), also: [] }
}

function both(first: string, further: string): Verdict {
  return { decision: 'accepted', topics: [{ id: first, score: 0.8 }], also: [further] }
}

function reasonOf(name: string): RejectReason {
  return name === '!crack' ? 'crack' : name === '!smalltalk' ? 'smalltalk' : 'foreign'
}

/** Lines of an output and no word beside them; in a single line words may stand behind what was printed. */
const isOutputAlone = ({ evidence }: Case): boolean => evidence.masked.includes('\n') && !/\p{L}/u.test(evidence.prose)

function human(): Verdict {
  return { decision: 'human', topics: [], also: [] }
}

function rejected(reason: RejectReason): Verdict {
  return { decision: 'rejected', reason, topics: [], also: [] }
}

function ambiguous(ids: string[]): Verdict {
  return {
    decision: 'ambiguous',
    topics: ids.slice(0, 3).map((id) => ({ id, score: 1 / Math.min(3, ids.length) })),
    also: [],
  }
}
