import { FACTS, type FactName, type FactValue, type GraphNode, holds, type Match } from '../knowledge/index.ts'
import {
  beginsWithYesNo,
  hearEcho,
  hearOption,
  hearPolarity,
  hearStatements,
  hearYesNo,
  isAbout,
  likest,
} from './answer.ts'
import { plainWords } from './intent.ts'
import { waysOf } from './present.ts'
import { isRight } from './rights.ts'
import { nodeOf, type Scene } from './scene.ts'
import type { Option } from './state.ts'
import { isLookUp } from './tool-facts.ts'

/** What a text picks of what was offered, in whatever words. */
export function hearPick(scene: Scene, text: string, match: Match): string | undefined {
  const { asking } = scene.state
  if (asking === undefined) return undefined
  if (asking.kind === 'fact') return hearAnswer(scene, asking.fact, text, match)
  return hearWay(scene, text, match)
}

function hearAnswer(scene: Scene, fact: FactName, text: string, match: Match): string | undefined {
  const { language, state } = scene
  if (language.hear.ASKS_WHEN.test(plainWords(text))) return undefined
  // "64-bit PC" tells of the PC, not of rights on it.
  const isLong = text.trim().split(/\s+/).length > A_FEW && !beginsWithYesNo(language, text)
  const isTelling = isRight(fact) && (isLong || /\d/.test(text))
  const meant = isTelling ? undefined : likest(language, text, [...state.options, ...hiddenWays(scene)])
  const option = meant?.option
  const yesNo = hearYesNo(language, text)
  if (yesNo === '?') return 'unknown'
  const own = language.answers[fact]?.find(([heard]) => heard.test(plainWords(text)))?.[1]
  if (own !== undefined && hearPolarity(language, text) === undefined) return wayOf(scene, own)
  const echo = isRight(fact) || !isYesNoFact(fact) ? undefined : hearEcho(language, text, state.question ?? '')
  if (echo !== undefined) return wayFor(scene, echo)
  if (option && !isYesOrNoWay(scene, option)) return option.pick
  // "The dashes look long, yes" is the way that begins with no: its words say more than a yes behind them.
  const isWorded = meant !== undefined && meant.words > 1 && hearPolarity(language, text) === undefined
  if (option && isWorded) return option.pick
  const isNews = tellsOther(match, fact) || [...scene.taught].some((one) => one !== fact && !isRight(one))
  const isOther = speaksOfAnother(scene, fact, text) || (isNews && !beginsWithYesNo(language, text))
  const isPlain = hearPolarity(language, text) !== undefined || !isOther
  const isSure = option && (meant.score >= SURELY || !isYesOrNoWay(scene, option))
  if (yesNo === undefined || !isPlain || !isOnTopic(scene, fact, text)) return isSure ? option.pick : undefined
  return alike(scene, text, yesNo) ?? wayFor(scene, yesNo)
}

// "No, we only have a MAK" is one of several ways that begin with no.
function alike({ language, state }: Scene, text: string, isYes: boolean): string | undefined {
  const same = state.options.filter(({ label }) => hearYesNo(language, label) === isYes)
  return same.length > 1 ? likest(language, text, same)?.option.pick : undefined
}

const wayOf = (scene: Scene, value: FactValue): string | undefined =>
  typeof value === 'boolean' ? wayFor(scene, value) : wayByValue(scene, value)

function wayByValue(scene: Scene, told: FactValue): string | undefined {
  const index = nodeOf(scene, scene.state.node)?.choices.findIndex(
    ({ value }) => value !== undefined && holds(value, told),
  )
  return index === undefined || index < 0 ? undefined : `way:${index}`
}

const A_FEW = 5
// "PC" alone does not say yes to "Yes, the same machine".
const SURELY = 0.75

const isYesNoFact = (fact: FactName) => FACTS[fact].type.kind === 'boolean'

// "No vpn" is no answer to whether there is a KMS host.
function isOnTopic({ language, state }: Scene, fact: FactName, text: string): boolean {
  if (hearPolarity(language, text) !== undefined) return true
  if (isRight(fact)) return isAbout(language, text, [language.hear.RIGHTS], 'any')
  const { label, ask = '' } = language.facts[fact]
  const shown = state.options.flatMap((option) => [option.label, option.hint ?? ''])
  return isAbout(language, text, [state.question ?? '', label, ask, ...shown], 'pointing')
}

// Ways of a question that are typed, not shown.
function hiddenWays(scene: Scene): Option[] {
  const node = nodeOf(scene, scene.state.node)
  return node?.kind === 'question' ? waysOf(node).filter(({ pick }) => !offers(scene, pick)) : []
}

// A label that begins with yes or no is chosen by yes or no, not by the words behind it.
function isYesOrNoWay({ language, state }: Scene, { label }: Option): boolean {
  const polarity = hearYesNo(language, label)
  return typeof polarity === 'boolean' && state.options.some((one) => hearYesNo(language, one.label) === !polarity)
}

// "Both have the same CMID" tells about the CMID, whatever was asked.
function speaksOfAnother({ language }: Scene, fact: FactName, text: string): boolean {
  const stated = Object.keys(hearStatements(language, text, 'first'))
  return stated.length > 0 && !stated.includes(fact)
}

// A message that was read as something else: "Could not open connection" is no answer to a question of time.
const tellsOther = ({ facts }: Match, fact: FactName): boolean =>
  facts[fact] === undefined && Object.keys(facts).some((one) => one !== 'product')

// Yes and no take the way whose value or label they are; without such a way the answer is kept as a fact.
function wayFor(scene: Scene, isYes: boolean): string | undefined {
  const node = nodeOf(scene, scene.state.node)
  const { asking } = scene.state
  if (asking?.kind === 'fact' && isRight(asking.fact)) return isYes ? 'yes' : 'no'
  // Where a slot is asked for, the ways of the step are not what yes and no are about.
  const choices = asking?.kind === 'fact' && node?.fact === asking.fact ? node.choices : []
  const byValue = choices.findIndex(({ value }) => value === String(isYes))
  const labelled = (yes: boolean) => choices.findIndex(({ label }) => hearYesNo(scene.language, label) === yes)
  // "No" answers a question of yes and no; at one of many things it says that none is known.
  const isEither = labelled(true) >= 0 && labelled(false) >= 0
  const byLabel = isEither ? labelled(isYes) : isYes ? -1 : choices.findIndex(({ value }) => value === '?')
  const index = byValue >= 0 ? byValue : byLabel
  if (index >= 0) return `way:${index}`
  return scene.state.options.some(({ pick }) => pick.endsWith(`:${isYes}`)) ? (isYes ? 'yes' : 'no') : undefined
}

/** Yes or no to a question of the bot itself: send it, is it yours, was it helpful. */
export function hearAgreement(scene: Scene, text: string): string | undefined {
  const kind = scene.state.asking?.kind
  if (kind !== 'consent' && kind !== 'also' && kind !== 'trust' && kind !== 'feedback' && kind !== 'reason')
    return undefined
  const option = hearOption(scene.language, text, scene.state.options)
  const yesNo = hearOwn(scene, text)
  if (option || kind === 'reason') return option?.pick
  if (kind === 'consent' && yesNo === true && !scene.language.hear.SENDS.test(plainWords(text))) return undefined
  if (scene.state.asking?.kind === 'feedback')
    return yesNo === true ? 'helpful' : yesNo === false ? 'unhelpful' : undefined
  return yesNo === true ? 'yes' : yesNo === false ? 'no' : undefined
}

// A code or words of a way out of the step at hand take it; the ways of a solution are not buttons but can be said.
function hearWay(scene: Scene, text: string, match: Match): string | undefined {
  const { language, state } = scene
  const node = nodeOf(scene, state.node)
  const ways = node ? waysOf(node) : []
  const named = (code: string) =>
    ways.find(({ label, hint }) => `${label} ${hint ?? ''}`.toUpperCase().includes(code.toUpperCase()))
  const byCode = match.codes.map(named).find((way) => way !== undefined)
  if (byCode) return byCode.pick
  const meant = likest(language, text, [...state.options, ...ways.filter(({ pick }) => !offers(scene, pick))])
  // "The server is kms01" names a host; it does not choose to set one.
  const isNaming = scene.taught.has('kmsHostIntended') || scene.taught.has('kmsPortIntended')
  if (meant && (!isNaming || meant.score >= SURELY)) return meant.option.pick
  if (hearYesNo(language, text) === '?') return 'unknown'
  const yesNo = state.asking?.kind === 'risk' ? hearOwn(scene, text) : hearConsent(scene, text)
  if (state.asking?.kind === 'risk') return yesNo === true ? 'yes' : yesNo === false ? 'no' : undefined
  if (state.asking?.kind === 'solved') return yesNo === true ? 'worked' : yesNo === false ? 'failing' : undefined
  if (yesNo === true && ways.length === 1) return ways[0]?.pick
  if (node?.kind !== 'step' || state.asking?.kind !== 'way') return undefined
  return hearResult(scene, text, node) ?? (yesNo === true && scene.taught.size === 0 ? 'now' : undefined)
}

// What came of the step at hand, where no way out of it was named.
function hearResult({ language, taught }: Scene, text: string, node: GraphNode): string | undefined {
  const words = plainWords(text)
  const { DONE, FAILED } = language.hear.RESULTS
  // "VPN is connected" is something to know, not something that was done here.
  if (taught.size > 0) return undefined
  if (DONE.test(words)) return 'next'
  return !isLookUp(node) && FAILED.test(words) ? 'failing' : undefined
}

// "Could not open connection" is a paste, "I am not IT" something to know: neither refuses what the bot offers.
function hearOwn(scene: Scene, text: string): boolean | undefined {
  const { language } = scene
  if (language.hear.REFUSED.test(plainWords(text))) return false
  const isAgreed = language.hear.AGREED.test(plainWords(text))
  return isAgreed || beginsWithYesNo(language, text) ? hearConsent(scene, text) : undefined
}

// "Ok, go ahead" agrees to a step, but says nothing of how things are.
function hearConsent({ language }: Scene, text: string): boolean | undefined {
  const yesNo = hearYesNo(language, text)
  if (typeof yesNo === 'boolean') return yesNo
  return language.hear.AGREED.test(plainWords(text)) ? true : undefined
}

const offers = ({ state }: Scene, pick: string) => state.options.some((option) => option.pick === pick)
