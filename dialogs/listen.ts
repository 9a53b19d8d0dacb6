import { FACTS, type FactName, type Facts, isFactName, type Match } from '../knowledge/index.ts'
import { hearOption, hearYesNo } from './answer.ts'
import { answerFact, askSeen, askTrust, goOn } from './answers.ts'
import { tellAlso, tellReadings } from './case.ts'
import { choose } from './choose.ts'
import { tellChanges } from './compare.ts'
import { decide } from './decide.ts'
import { offerPerson } from './escalate.ts'
import { defineTerm } from './explain.ts'
import { isReason, takeFeedback } from './feedback.ts'
import { answerAhead, hearFindings, seesCode } from './findings.ts'
import { helpLooking, isLookingAgain } from './first-look.ts'
import { fleetIn, tellFleet } from './fleet.ts'
import { isForeign } from './foreign-words.ts'
import { hearFact } from './hear-fact.ts'
import { hearAgreement, hearPick } from './hear-pick.ts'
import { takeImplied, takeReopened } from './implied.ts'
import { inferRights } from './infer-rights.ts'
import { hearIntent } from './intent.ts'
import { type Learned, learn, sayFact } from './learn.ts'
import { isStatement, learnStatements } from './learn-statements.ts'
import { miss } from './miss.ts'
import { openSlot } from './present.ts'
import { isAskingRights, isOutcome, tookStep } from './ran-it.ts'
import { sayWhy } from './say-why.ts'
import { known, type Scene } from './scene.ts'
import { differentTopic, otherTopic, takeUp } from './take-up.ts'
import { tellFromGuide } from './tell-from-guide.ts'
import { tellTrouble } from './tell-trouble.ts'
import { told, wayLookedUp, withoutAlternatives } from './told.ts'
import { carriedOut, rewind, verified } from './verify.ts'
import type { View } from './view.ts'

/** Answers a message: a control word, an answer, evidence, another problem, or nothing usable. */
export function listen(scene: Scene, text: string): View {
  const { state, language } = scene
  const exact = isShort(text) ? hearOption(language, text, state.options) : undefined
  if (exact && !startsAnew(scene)) return choose(scene, exact.pick)
  const intent = hearIntent(language, text) ?? (isShort(text) ? hearAgreement(scene, text) : undefined)
  // Without a step there is nothing that cannot be run; the words say who is asking.
  const isSaid = intent === 'cannot' && scene.state.node === undefined
  const looking = isShort(text) ? helpLooking(scene, text) : undefined
  if (looking) return looking
  if (intent && !isSaid) return choose(scene, intent)
  const trouble = state.node === undefined ? undefined : troubleIn(scene, text)
  if (trouble) return trouble
  const match = scene.knowledge.matcher.match(text, contextOf(scene))
  // "There is no ospp.vbs in Office12" is a problem of its own.
  const atFirst = state.node === undefined && match.decision !== 'accepted' ? troubleIn(scene, text) : undefined
  if (atFirst) return atFirst
  if (match.evidence.keys.some(({ published }) => published === undefined)) scene.notices.push(language.says.keyHidden)
  const fleet = fleetIn(scene, match)
  return fleet ? tellFleet(scene, fleet, match) : understand(scene, match.evidence.masked, match)
}

const troubleIn = (scene: Scene, text: string): View | undefined =>
  isShort(text) && !startsAnew(scene) ? tellTrouble(scene, text) : undefined

const startsAnew = ({ state }: Scene) => state.closed === true && state.asking === undefined

function contextOf(scene: Scene) {
  const { state } = scene
  const asks = state.asking?.kind === 'fact' ? { asks: state.asking.fact } : {}
  const topic = state.topic === undefined || state.closed ? {} : { topic: state.topic }
  const product = known(scene, 'product')
  return { ...topic, ...asks, facts: product === undefined ? state.facts : { product, ...state.facts } }
}

function understand(scene: Scene, text: string, match: Match): View {
  const { state } = scene
  if (isReason(scene, match)) return takeFeedback(scene, false, text)
  const inCase = state.topic !== undefined && state.closed !== true
  tellLanguage(scene, match)
  const newCodes = match.codes.filter((code) => !state.codes.includes(code))
  const before = state.facts
  if (isAskingRights(scene) && isOutcome(scene, match)) tookStep(scene)
  learn(scene, inferRights(scene, text, match))
  const learned = learn(scene, inCase ? told(scene, text, match) : withoutAlternatives(text, match.facts))
  state.codes = [...new Set([...state.codes, ...match.codes])]
  tellChanges(scene, before, match)
  const isNew = !inCase && match.decision === 'accepted'
  tellReadings(scene, learned.fresh, isNew ? match.topics[0]?.id : undefined)
  if (inCase) tellAlso(scene, match)
  if (scene.doubtfulHost !== undefined && (inCase || match.decision !== 'accepted'))
    return askTrust(scene, scene.doubtfulHost)
  const term = inCase && isShort(text) ? defineTerm(scene, text) : undefined
  if (term) return term
  const isCorrection = learned.corrected.includes('product')
  const isAnswer = inCase && (isTelling(scene, text) || isUnsure(scene, text))
  if (match.decision === 'human' && !isCorrection && !isAnswer) return offerPerson(scene)
  const view = inCase ? continueCase(scene, text, match, { ...learned, newCodes, before }) : decide(scene, text, match)
  if (isLookingAgain(scene)) sayNoted(scene, learned.fresh)
  return scene.seenHost === undefined || scene.state.topic === undefined ? view : askSeen(scene, scene.seenHost)
}

// "It asked kms01.corp.example" tells something; who wants a person says only that.
const isTelling = (scene: Scene, text: string) => isStatement(scene, text) || /^[^@]*\w\.\w[^@]*$/.test(text)

// Who does not know would have to ask somebody, and asks for nobody.
const isUnsure = ({ state, language }: Scene, text: string) =>
  state.asking?.kind === 'fact' && hearYesNo(language, text) === '?'

// Said once, to people whose own words are of another language; a tool's output tells nothing of them.
function tellLanguage({ state, notices, language }: Scene, { evidence }: Match): void {
  if (state.said.includes('english') || !isForeign(evidence.prose)) return
  state.said.push('english')
  notices.push(language.says.answersInEnglish)
}

type News = Learned & { newCodes: string[]; before: Facts }

function continueCase(scene: Scene, text: string, match: Match, news: News): View {
  const done = news.corrected.includes('product') ? undefined : verified(scene, match, news.before)
  if (done) return done
  const other = seesCode(scene, text) ? undefined : otherTopic(scene, match, news)
  const onward = other === undefined ? carriedOut(scene, match) : undefined
  if (onward) return onward
  const { asking } = scene.state
  const [code] = match.codes
  if (asking?.kind === 'fact' && code !== undefined && isCode(asking.fact)) return answerFact(scene, asking.fact, code)
  if (other) return takeUp(scene, other)
  const rewound = rewind(scene, news.corrected)
  if (rewound) return rewound
  if (asking?.kind === 'solved' && showsError(match)) return choose(scene, hearPick(scene, text, match) ?? 'failing')
  return takeAnswer(scene, text, match, news) ?? takeNews(scene, text, match, news)
}

const isCode = (fact: FactName) => FACTS[fact].type.kind === 'code'
const showsError = ({ evidence }: Match) =>
  evidence.codes.some(({ code, informational }) => !informational && code !== '0x0')

// The fact that was asked for comes first, then a pick of what was offered, then a value in free words.
function takeAnswer(scene: Scene, text: string, match: Match, news: News): View | undefined {
  const { asking } = scene.state
  if (asking?.kind === 'fact' && news.fresh.includes(asking.fact)) {
    // What is said beside the answer counts too.
    const beside = learnStatements(scene, text, scene.state.facts)
    return takeReopened(scene, [...news.fresh, ...beside.fresh]) ?? settled(scene)
  }
  const stated = learnStatements(scene, text)
  news.fresh.push(...stated.fresh)
  const rewound = rewind(scene, stated.corrected)
  if (rewound) return rewound
  if (asking?.kind === 'fact' && isTold(scene, asking.fact, stated.fresh, news.fresh))
    return takeReopened(scene, news.fresh) ?? settled(scene)
  const isTalk = isShort(text) && match.evidence.readings.every(({ tool }) => tool === 'words')
  const pick = isTalk ? hearPick(scene, text, match) : undefined
  if (pick && asking?.kind === 'fact') return choose(scene, pick)
  if (isTalk) {
    const ahead = pick === 'unknown' ? undefined : answerAhead(scene, text)
    if (ahead) return ahead
    // "The count is three" is more than "I have the count".
    const found = pick === 'unknown' ? {} : hearFindings(scene, text, match)
    if (pick && Object.keys(found).length === 0) return choose(scene, pick)
    news.fresh.push(...learn(scene, found).fresh)
  } else if (pick) return choose(scene, pick)
  const fact = isAskingRights(scene) ? openSlot(scene) : asking?.kind === 'fact' ? asking.fact : undefined
  const value = fact && hearFact(scene, fact, text)
  return fact && value !== undefined ? answerFact(scene, fact, value) : undefined
}

// Told in so many words, or following from what was told: "both have one CMID" answers whether the count rises.
function isTold(scene: Scene, fact: FactName, stated: readonly FactName[], fresh: readonly FactName[]): boolean {
  const isKnown = known(scene, fact) !== undefined && !scene.state.unknown.includes(fact)
  return stated.includes(fact) || (fresh.length > 0 && isKnown)
}

function takeNews(scene: Scene, text: string, match: Match, news: News): View {
  const isStated = isStatement(scene, text)
  const way = wayLookedUp(scene, match, news.fresh)
  if (way !== undefined) {
    sayNoted(scene, news.fresh)
    const view = choose(scene, `way:${way}`)
    return takeImplied(scene, news.fresh) ?? view
  }
  const implied = takeReopened(scene, news.fresh) ?? takeImplied(scene, news.fresh)
  if (implied) {
    sayNoted(scene, news.fresh)
    return implied
  }
  if (news.fresh.length > 0 || isStated)
    return noted(
      scene,
      news.fresh.filter((fact) => !news.corrected.includes(fact)),
    )
  const aside = tellFromGuide(scene, text) ?? sayWhy(scene, text, match, news.newCodes)
  if (aside) return aside
  const confirmed = factsTold(match).filter((fact) => scene.state.facts[fact]?.value === match.facts[fact]?.value)
  // That nothing changed in an output is said already.
  if (confirmed.length > 0) return scene.notices.length > 0 ? settled(scene) : confirm(scene, confirmed)
  // A word or two is about what is on the screen, whatever the facts so far would match.
  const isSaid = match.codes.length > 0 || text.trim().split(/\s+/).length > 3
  const other = isSaid ? differentTopic(scene, match) : undefined
  return other ? takeUp(scene, other) : miss(scene, text, match)
}

// The product alone is no news: most texts name it in passing.
const factsTold = ({ facts }: Match) =>
  Object.keys(facts)
    .filter(isFactName)
    .filter((fact) => fact !== 'product')

function confirm(scene: Scene, facts: readonly FactName[]): View {
  const { state, language } = scene
  const said = facts.slice(0, 2).flatMap((fact) => {
    const value = state.facts[fact]?.value
    return value === undefined ? [] : [sayFact(scene, fact, value)]
  })
  if (said.length > 0) scene.notices.push(language.says.knownAlready(said))
  return settled(scene)
}

// What did not move the case is at least acknowledged; what a tool printed is read out already.
function noted(scene: Scene, fresh: readonly FactName[]): View {
  const { state, language } = scene
  const { node } = state
  const view = settled(scene)
  if (scene.state.node !== node) return view
  sayNoted(scene, fresh)
  if (fresh.length > 0 && state.asking?.kind === 'fact' && !isAskingRights(scene))
    scene.notices.push(language.says.notThisOne)
  return view
}

// Which command was run tells the bot something, and the person nothing.
const UNNOTED: readonly FactName[] = ['commandOption', 'commandSucceeded', 'informational', 'machineRole']

function sayNoted({ state, notices, language, ...scene }: Scene, fresh: readonly FactName[]): void {
  const told = fresh.filter((fact) => state.facts[fact]?.from === 'words' && !UNNOTED.includes(fact)).slice(0, 3)
  const said = told.map((fact) => sayFact({ state, notices, language, ...scene }, fact, state.facts[fact]?.value ?? ''))
  if (said.length > 0) notices.push(language.says.noted(said))
}

const isShort = (text: string) => text.length <= 200 && !text.trim().includes('\n')

function settled(scene: Scene): View {
  scene.state.misses = 0
  return goOn(scene)
}
