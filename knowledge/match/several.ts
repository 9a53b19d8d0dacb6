import type { Case, Claim } from './case.ts'
import { claimsOfMessages } from './claims.ts'
import type { Verdict } from './decide.ts'
import type { Ranking } from './decision.ts'
import type { Cut, Segment } from './segments.ts'
import { fits, type TopicIndex } from './topics.ts'

/** What telling several problems apart needs: a part of the text as a case of its own, and how words decide one. */
export type Telling = {
  index: TopicIndex
  partOf(subject: Case, segment: Segment): Case
  decideWords(part: Case): Verdict
}

// Where the text counts its problems, a part that is likely about one is believed; elsewhere it must be all but certain.
const LIKELY_PART = 0.45
const SURE_PART = 0.85
const FAINT = 0.02
const FEWEST_TERMS = 3

/** The problems that the parts of a text name by sentences or words, beside those that are known. */
export function claimsOfParts(subject: Case, cut: Cut, telling: Telling, known: Claim[]): Claim[] {
  if (cut.segments.length < 2) return []
  const claims: Claim[] = []
  for (const segment of cut.segments) {
    if (known.some(({ at, by }) => by === 'code' && at >= segment.from && at < segment.to)) continue
    const part = telling.partOf(subject, segment)
    // "I set up our KMS host" before a code is where it happened, not what happened.
    if (known.length > 0 && !cut.counted && !hasTrouble(part)) continue
    const claim = claimOfPart(part, segment, telling, cut.counted ? LIKELY_PART : SURE_PART)
    if (claim && !claims.some((other) => isSame(claim, other, telling.index))) claims.push(claim)
  }
  return claims.filter((claim) => !known.some((other) => isSame(claim, other, telling.index)))
}

const TROUBLE = new Set(
  'not no cannot cant never nothing none fail fails failed failing error errors code refuse refused refuses reject rejected deny denied block blocked stop stops stopped lose lost miss missing expire expired wrong invalid red unlicensed notification complain complains nag nags how why what which want wants need needs shall should change changed replace replaced swapped broken again still stuck empty timeout says shows message warning insufficient unavailable disabled unable'.split(
    ' ',
  ),
)

function hasTrouble({ analysis }: Case): boolean {
  return analysis.terms.some(({ word }) => TROUBLE.has(word))
}

function claimOfPart(part: Case, { from }: Segment, telling: Telling, least: number): Claim | undefined {
  const [message] = claimsOfMessages(withoutHeads(part), telling.index)
  if (message && message.topics.length === 1) return { ...message, at: from }
  const content = part.analysis.terms.filter(({ filler, product }) => !filler && !product)
  if (content.length < FEWEST_TERMS) return undefined
  const { decision, topics } = telling.decideWords(part)
  const [top] = topics
  if (decision !== 'accepted' || !top || top.score < least) return undefined
  const { product } = part.cues
  if (!fits(telling.index, top.id, product)) return undefined
  return { topics: [top.id], at: from, by: 'words' }
}

/** A part of which the whole text has next to nothing is the ground only, and comes last. */
export function groundLast(claims: Claim[], ranking: Ranking): Claim[] {
  const isGround = ({ topics }: Claim) =>
    Number(!ranking.some(({ id, score }) => topics.includes(id) && score >= FAINT))
  return claims.sort((left, right) => isGround(left) - isGround(right))
}

/** "The service reported that the product could not be activated" is no problem of its own. */
function withoutHeads({
  messages,
  cues,
  facts,
  analysis,
}: Case): Pick<Case, 'messages' | 'cues' | 'facts' | 'analysis'> {
  return { messages: messages.filter(({ common }) => !common), cues, facts, analysis }
}

/** One problem in two wordings: the same topic, or one of the other product that the text does not set apart. */
function isSame(left: Claim, right: Claim, index: TopicIndex): boolean {
  return left.topics.some(
    (id) =>
      right.topics.includes(id) ||
      (index.twins.get(id) ?? []).some((twin) => right.topics.includes(twin)) ||
      right.topics.some((other) => haveCommonCode(id, other, index)),
  )
}

function haveCommonCode(left: string, right: string, index: TopicIndex): boolean {
  const codes = index.byId.get(left)?.codes ?? []
  return (
    codes.some((code) => index.byCode.get(code)?.includes(right)) &&
    fits(index, left, 'office') === fits(index, right, 'office')
  )
}
