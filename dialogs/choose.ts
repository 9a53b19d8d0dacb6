import { FACTS, type FactName, type FactType, type FactValue, isFactName } from '../knowledge/index.ts'
import { arrive, groundOf, leave } from './arrive.ts'
import { enter, finish, restarted } from './case.ts'
import { isWellFormed } from './commands.ts'
import { handOver, offerPerson } from './escalate.ts'
import { learn } from './learn.ts'
import { ask, overflow, present } from './present.ts'
import { known, nodeOf, type Scene, topicOf } from './scene.ts'
import { createState } from './state.ts'
import { procedureOf } from './steps.ts'
import { withoutPort } from './trust.ts'
import { say, type View } from './view.ts'
import { nextUntried } from './walk.ts'

/** Takes a pick, whether it came from a button or was heard in words. */
export function choose(scene: Scene, pick: string): View {
  scene.state.misses = 0
  const [verb = '', ...rest] = pick.split(':')
  const act = Object.hasOwn(PICKS, verb) ? PICKS[verb] : undefined
  return act ? act(scene, rest.join(':')) : present(scene)
}

const PICKS: Record<string, (scene: Scene, argument: string) => View> = {
  way: (scene, index) => takeWay(scene, Number(index)),
  value: (scene, argument) => takeValue(scene, argument),
  use: (scene, fact) => takeHost(scene, fact),
  topic: (scene, id) => enter(scene, id),
  unknown: takeUnknown,
  yes: (scene) => takeYesNo(scene, true),
  no: (scene) => takeYesNo(scene, false),
  worked: takeWorked,
  failing: takeFailing,
  next: takeNext,
  skip: takeSkip,
  cannot: takeCannot,
  person: (scene) => offerPerson(scene),
  back: takeBack,
  why: takeWhy,
  repeat,
  restart: takeRestart,
  help: (scene) => ask(scene, scene.state.asking, { ...say(scene.language.says.help), options: scene.state.options }),
  thanks: takeThanks,
  helpful: (scene) => takeFeedback(scene, true),
  unhelpful: (scene) => takeFeedback(scene, false),
}

/** Goes on from where the conversation stands, after facts were learned. */
export function goOn(scene: Scene): View {
  return scene.state.node === undefined ? repeat(scene) : arrive(scene, scene.state.node)
}

function takeWay(scene: Scene, index: number): View {
  const node = nodeOf(scene, scene.state.node)
  const choice = node?.choices[index]
  if (node === undefined || choice === undefined) return present(scene)
  if (node.kind !== 'question') leave(scene, FAILING.test(choice.label) ? 'failed' : 'worked')
  if (node.fact && choice.value === '?') return takeUnknown(scene)
  const value = node.fact && choice.value !== undefined ? exactValue(node.fact, choice.value) : undefined
  if (node.fact && value !== undefined) {
    rememberFact(scene, node.fact)
    learn(scene, { [node.fact]: { value, from: 'answer' } })
  }
  return arrive(scene, choice.target)
}

const FAILING = /\b(still|not|no|n['’]t|fails?|failed|error|another|same|nothing)\b/i

// `2016|2019` or `<5` is a way, not a value: the fact stays unknown then.
function exactValue(fact: FactName, is: string): FactValue | undefined {
  const type: FactType = FACTS[fact].type
  if (type.kind === 'boolean') return is === 'true' ? true : is === 'false' ? false : undefined
  return /[|!<>?]/.test(is) || !isWellFormed(fact, is) ? undefined : is
}

function rememberFact(scene: Scene, fact: FactName): void {
  const stop = scene.state.trail.at(-1)
  if (stop && stop.node === scene.state.node) stop.fact = fact
}

/** Takes the value of a fact as an answer. */
export function answerFact(scene: Scene, fact: FactName, value: FactValue): View {
  rememberFact(scene, fact)
  learn(scene, { [fact]: { value, from: 'answer' } })
  return scene.doubtfulHost === undefined ? goOn(scene) : askTrust(scene, scene.doubtfulHost)
}

/** Asks once whether a host belongs to the organisation; its name is not repeated. */
export function askTrust(scene: Scene, host: string): View {
  const { says, buttons } = scene.language
  const view = { ...say(''), body: [], question: says.isHostYours }
  const options = [
    { pick: 'yes', label: buttons.yes },
    { pick: 'no', label: buttons.no },
  ]
  return ask(scene, { kind: 'trust', host }, { ...view, options, more: overflow(scene) })
}

function takeValue(scene: Scene, argument: string): View {
  const [name = '', value = ''] = argument.split(':')
  if (!isFactName(name) || !isWellFormed(name, value)) return present(scene)
  const type: FactType = FACTS[name].type
  return answerFact(scene, name, type.kind === 'boolean' ? value === 'true' : value)
}

function takeHost(scene: Scene, name: string): View {
  const told = isFactName(name) ? scene.state.facts[name]?.value : undefined
  const host = Array.isArray(told) ? told[0] : told
  return host === undefined ? present(scene) : answerFact(scene, 'kmsHostIntended', withoutPort(String(host)))
}

function takeUnknown(scene: Scene): View {
  const { state, language } = scene
  if (state.asking?.kind !== 'fact') return missNothing(scene)
  const { fact } = state.asking
  const node = nodeOf(scene, state.node)
  const isAgain = state.unknown.includes(fact)
  if (!isAgain) state.unknown.push(fact)
  const hasWay = node?.fact !== fact || node.choices.some(({ value }) => value === '?')
  if (hasWay) return goOn(scene)
  const how = language.facts[fact].how
  if (isAgain || how === undefined) return tryNext(scene)
  scene.notices.push(how)
  return present(scene)
}

function missNothing(scene: Scene): View {
  return scene.state.node === undefined ? offerPerson(scene) : tryNext(scene)
}

function takeYesNo(scene: Scene, isYes: boolean): View {
  const { state, language } = scene
  const { asking } = state
  if (asking?.kind === 'consent')
    return isYes
      ? handOver(scene)
      : ask(scene, undefined, say(`${language.says.notSent} ${language.says.anythingElse}`))
  if (asking?.kind === 'also') return isYes ? enter(scene, asking.topic) : closing(scene)
  if (asking?.kind === 'trust') return takeTrust(scene, asking.host, isYes)
  if (asking?.kind === 'risk') return takeRisk(scene, isYes)
  if (asking?.kind === 'fact') return answerFact(scene, asking.fact, isYes)
  return present(scene)
}

function closing(scene: Scene): View {
  scene.state.pending = []
  return ask(scene, undefined, say(scene.language.says.anythingElse))
}

function takeTrust(scene: Scene, host: string, isYours: boolean): View {
  learn(scene, { kmsHostTrusted: { value: isYours, from: 'answer' } })
  if (isYours) return answerFact(scene, 'kmsHostIntended', host)
  scene.notices.push(scene.language.says.hostNotYours)
  return goOn(scene)
}

function takeRisk(scene: Scene, isAgreed: boolean): View {
  const { state } = scene
  if (!isAgreed || state.node === undefined) return takeSkip(scene)
  state.agreed.push(state.node)
  return present(scene)
}

function takeWorked(scene: Scene): View {
  const node = nodeOf(scene, scene.state.node)
  if (node?.kind === 'resolution') {
    leave(scene, 'worked')
    return finish(scene, scene.language.says.solved)
  }
  return takeNext(scene)
}

function takeFailing(scene: Scene): View {
  const node = nodeOf(scene, scene.state.node)
  if (node === undefined) return repeat(scene)
  leave(scene, 'failed')
  const way = node.kind === 'resolution' ? node.choices[0] : node.choices.find(({ label }) => FAILING.test(label))
  return way && node.choices.length > 0 ? arrive(scene, way.target) : tryNext(scene)
}

// What else there is in the topic, then what else was pasted, then a person.
function tryNext(scene: Scene): View {
  const { state, language } = scene
  const topic = topicOf(scene, state.topic)
  const tried = new Set([...state.tried.map(({ node }) => node), ...(state.node ? [state.node] : [])])
  const next = topic && nextUntried(groundOf(scene), topic.entry, tried)
  if (next !== undefined && next !== state.node) {
    scene.notices.push(language.says.tryNext)
    return arrive(scene, next)
  }
  return offerPerson(scene, [language.says.outOfIdeas])
}

function takeNext(scene: Scene): View {
  const { state } = scene
  const node = nodeOf(scene, state.node)
  if (node === undefined) return repeat(scene)
  if (state.asking?.kind === 'risk') return takeRisk(scene, true)
  if (scene.state.options.some(({ pick }) => pick === 'next')) {
    state.part += 1
    return present(scene)
  }
  const ways = node.choices.filter(({ label }) => !FAILING.test(label))
  if (node.kind === 'step' && ways[0] && (ways.length === 1 || node.choices.length === 1)) {
    return takeWay(scene, node.choices.indexOf(ways[0]))
  }
  return present(scene)
}

function takeSkip(scene: Scene): View {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  if (node === undefined) return repeat(scene)
  if (state.asking?.kind === 'fact') return takeUnknown(scene)
  leave(scene, 'skipped')
  state.tried = state.tried.some((one) => one.node === state.node) ? state.tried : [...state.tried, skippedStep(scene)]
  scene.notices.push(language.says.skipped)
  const way = node.kind === 'step' ? node.choices[0] : undefined
  return way ? arrive(scene, way.target) : tryNext(scene)
}

function skippedStep({ state, ...scene }: Scene) {
  const title = nodeOf({ state, ...scene }, state.node)?.title ?? ''
  return { node: state.node ?? '', title, result: 'skipped' as const, commands: [] }
}

function takeCannot(scene: Scene): View {
  const { state, language } = scene
  learn(scene, { adminRights: { value: false, from: 'answer' } })
  leave(scene, 'skipped')
  const skip = state.node === undefined ? [] : [{ pick: 'skip', label: language.buttons.skip }]
  return offerPerson(scene, [language.says.cannotRun], undefined, skip)
}

function takeBack(scene: Scene): View {
  const { state, language } = scene
  const shown = state.trail.flatMap((stop, index) => (stop.shown ? [index] : []))
  const before = shown.at(-2)
  if (before === undefined) {
    scene.notices.push(language.says.nothingBefore)
    return repeat(scene)
  }
  for (const { fact } of state.trail.slice(before)) if (fact) forget(scene, fact)
  state.trail = state.trail.slice(0, before + 1)
  const node = state.trail[before]?.node
  state.node = node
  state.hash = nodeOf(scene, node)?.hash
  state.part = 0
  return present(scene)
}

function forget({ state }: Scene, fact: FactName): void {
  const { [fact]: _, ...kept } = state.facts
  state.facts = kept
  state.unknown = state.unknown.filter((one) => one !== fact)
}

function takeWhy(scene: Scene): View {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  if (node === undefined) return repeat(scene)
  const { says } = language
  const reason = node.kind === 'question' ? [says.whyQuestion] : []
  const { document, heading, lines } = node.provenance
  const summary = topicOf(scene, state.topic)?.summary ?? ''
  const body = [says.why(node.title), ...(node.body === '' ? [summary] : [node.body.slice(0, 1200)]), ...reason]
  const view = { ...say(''), body, options: state.options, source: says.source(document, heading, ...lines) }
  return ask(scene, state.asking, view)
}

/** Shows again where the conversation stands. */
export function repeat(scene: Scene): View {
  const { state, language } = scene
  if (state.asking && state.asking.kind !== 'fact' && state.node !== undefined) return present(scene)
  if (state.node !== undefined) return present(scene)
  const question = state.options.length > 0 ? language.says.whichOne : language.says.help
  return ask(scene, state.asking, say(question, state.options))
}

function takeRestart(scene: Scene): View {
  scene.state = restarted(scene.state, createState())
  return ask(scene, undefined, say(scene.language.says.startOver))
}

function takeThanks(scene: Scene): View {
  const { says } = scene.language
  return ask(
    scene,
    scene.state.asking,
    say(scene.state.asking ? says.thanks : `${says.thanks} ${says.anythingElse}`, scene.state.options),
  )
}

/** Notes whether the case went well. */
export function takeFeedback(scene: Scene, isHelpful: boolean, words?: string): View {
  const { state } = scene
  const node = state.node ?? ''
  const graph = scene.knowledge.graph.version
  scene.effects.push({
    kind: 'recordFeedback',
    node,
    graph,
    helpful: isHelpful,
    ...(words === undefined ? {} : { words }),
  })
  return ask(scene, undefined, say(scene.language.says.feedbackThanks))
}

/** Tells whether a fact is one a yes or no can answer. */
export const isYesNo = (fact: FactName): boolean => FACTS[fact].type.kind === 'boolean'

/** Tells whether a fact is known now. */
export const isKnown = (scene: Scene, fact: FactName): boolean => known(scene, fact) !== undefined

/** The machines a node's commands change. */
export const changes = (scene: Scene): boolean => {
  const node = nodeOf(scene, scene.state.node)
  return node !== undefined && procedureOf(scene, node).machines.size > 0
}
