import { FACTS, type FactName, type FactType, type FactValue, type GraphNode } from '../knowledge/index.ts'
import { arrive, groundOf, leave, withoutRights } from './arrive.ts'
import { aside, ask, overflow } from './ask.ts'
import { finish } from './case.ts'
import { isWellFormed } from './commands.ts'
import { offerPerson } from './escalate.ts'
import { plainWords } from './intent.ts'
import { learn } from './learn.ts'
import { present, waysOf } from './present.ts'
import { entryWithoutRights } from './rights.ts'
import { nodeOf, type Scene, topicOf } from './scene.ts'
import { procedureOf } from './steps.ts'
import { factsSought, isLookUp, questionsAfter } from './tool-facts.ts'
import { say, type View } from './view.ts'
import { nextUntried, settle } from './walk.ts'

/** Takes a way out of the node at hand. */
export function takeWay(scene: Scene, index: number): View {
  const node = nodeOf(scene, scene.state.node)
  const choice = node?.choices[index]
  if (node === undefined || choice === undefined) return present(scene)
  if (isLookUp(node)) forgetUnknown(scene, node)
  const failed = node.kind === 'resolution' || FAILING.test(choice.label)
  if (node.kind !== 'question') leave(scene, failed ? 'failed' : 'worked')
  const { fact, value: is } = node.fact
    ? { fact: node.fact, value: choice.value }
    : (answeredBy(scene, node, index) ?? {})
  const value = fact && is !== undefined ? exactValue(fact, is) : undefined
  if (fact && value !== undefined) {
    rememberFact(scene, fact)
    learn(scene, { [fact]: { value, from: 'answer' } })
  }
  return arrive(scene, choice.target)
}

// A way out of a step that only looks answers the question behind it, where it leads to what one answer leads to.
function answeredBy({ knowledge }: Scene, node: GraphNode, index: number) {
  const target = node.choices[index]?.target
  if (!isLookUp(node)) return undefined
  for (const [, { fact, choices }] of questionsAfter(knowledge.graph.nodes, node)) {
    const same = choices.filter((choice) => choice.target === target)
    if (fact && same.length === 1 && same[0]?.value !== '?') return { fact, value: same[0]?.value }
  }
  return undefined
}

// Who has looked may know now.
function forgetUnknown({ state, knowledge }: Scene, node: GraphNode): void {
  const sought = factsSought(knowledge.graph.nodes, node)
  state.unknown = state.unknown.filter((fact) => !sought.includes(fact))
}

/** A label of a way for what did not work. */
export const FAILING = /\b(still|not|no|n['’]t|fails?|failed|error|another|same|nothing)\b/i

/** The value a way stands for; `2016|2019` or `<5` is a way, not a value: the fact stays unknown then. */
export function exactValue(fact: FactName, is: string): FactValue | undefined {
  const type: FactType = FACTS[fact].type
  if (type.kind === 'boolean') return is === 'true' ? true : is === 'false' ? false : undefined
  return /[|!<>?]/.test(is) || !isWellFormed(fact, is) ? undefined : is
}

/** Notes which fact was learned at the place at hand, for going back. */
export function rememberFact(scene: Scene, fact: FactName): void {
  const stop = scene.state.trail.at(-1)
  if (stop && stop.node === scene.state.node) stop.fact = fact
}

/** Ends the case where a solution was shown, and goes on elsewhere. */
export function takeWorked(scene: Scene): View {
  const node = nodeOf(scene, scene.state.node)
  if (node?.kind === 'resolution' || node?.kind === 'question') {
    leave(scene, 'worked')
    return finish(scene, scene.language.says.solved)
  }
  return takeNext(scene)
}

/** Ends the case wherever it stands, because the trouble is gone. */
export function takeSolved(scene: Scene): View {
  if (scene.state.topic === undefined || scene.state.closed) return repeat(scene)
  leave(scene, 'worked')
  return finish(scene, scene.language.says.solved)
}

/** Goes the way out of a solution that did not help, else on to what was not tried. */
export function takeFailing(scene: Scene): View {
  const node = nodeOf(scene, scene.state.node)
  if (node?.kind === 'question' && scene.state.closed !== true) scene.notices.push(scene.language.says.failsStill)
  if (node === undefined || node.kind === 'question') return repeat(scene)
  leave(scene, 'failed')
  if (node.kind === 'resolution' && node.choices.length > 1) return askWhatNow(scene, node)
  const way = node.kind === 'resolution' ? node.choices[0] : node.choices.find(({ label }) => FAILING.test(label))
  return way ? arrive(scene, way.target) : tryNext(scene)
}

/** Leaves a grave step undone: what comes next is for the person to say. */
export function declineStep(scene: Scene): View {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  if (node?.kind !== 'step') return skipStep(scene)
  leave(scene, 'skipped')
  scene.notices.push(language.says.skipped)
  return askWhatNow(scene, node)
}

function askWhatNow(scene: Scene, node: GraphNode): View {
  const { says, buttons } = scene.language
  const ways = waysOf(node)
  const view = {
    ...say(''),
    body: [],
    question: says.whatNow,
    options: [...ways, { pick: 'person', label: buttons.person }],
  }
  return ask(scene, { kind: 'way' }, { ...view, more: overflow(scene) })
}

/** Goes to what was not tried in the topic, else offers a person. */
export function tryNext(scene: Scene): View {
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

/** Goes on to the next part, or out of a step that has one way. */
export function takeNext(scene: Scene): View {
  const { state } = scene
  const node = nodeOf(scene, state.node)
  if (node === undefined) return repeat(scene)
  if (scene.state.options.some(({ pick }) => pick === 'next')) {
    state.part += 1
    return present(scene)
  }
  const ways = node.choices.filter(({ label }) => !FAILING.test(label))
  const { says, hear } = scene.language
  // "The service runs now" is how it ends when it was done.
  const done = ways.length === 1 ? ways : ways.filter(({ label }) => hear.RESULTS.DONE.test(plainWords(label)))
  const way = node.choices.length === 1 ? ways[0] : done.length === 1 ? done[0] : undefined
  if (node.kind === 'step' && way) return takeWay(scene, node.choices.indexOf(way))
  if (node.kind === 'resolution') return aside(scene, { ...say(''), body: [], question: says.didItWork })
  return node.kind === 'step' && ways.length > 1 ? askWhatNow(scene, node) : present(scene)
}

/** Asks what a step shows, after a yes that can mean that it was done or that it will be. */
export function takeNow(scene: Scene): View {
  const node = nodeOf(scene, scene.state.node)
  return node?.kind === 'step' ? askWhatNow(scene, node) : present(scene)
}

/** Leaves a step undone. */
export function skipStep(scene: Scene): View {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  if (node === undefined) return repeat(scene)
  leave(scene, 'skipped')
  state.tried = state.tried.some((one) => one.node === state.node) ? state.tried : [...state.tried, skippedStep(scene)]
  scene.notices.push(language.says.skipped)
  const way = node.kind === 'step' ? node.choices[0] : undefined
  if (isLookUp(node)) leaveOpen(scene, node)
  const isBack = way !== undefined && settle(groundOf(scene), way.target).node === state.node
  return way && !isBack ? arrive(scene, way.target) : tryNext(scene)
}

// What was not looked up stays unknown, unless the way for that leads straight back here.
function leaveOpen({ state, knowledge }: Scene, node: GraphNode): void {
  const questions = questionsAfter(knowledge.graph.nodes, node).slice(0, 1)
  for (const [, { fact, choices }] of questions) {
    const way = choices.find(({ value }) => value === '?')
    if (fact && way && way.target !== state.node && !state.unknown.includes(fact)) state.unknown.push(fact)
  }
}

function skippedStep({ state, ...scene }: Scene) {
  const title = nodeOf({ state, ...scene }, state.node)?.title ?? ''
  return { node: state.node ?? '', title, result: 'skipped' as const, commands: [] }
}

/** Offers a person where somebody with rights is needed. */
export function takeCannot(scene: Scene): View {
  const { state, language } = scene
  learn(scene, { adminRights: { value: false, from: 'answer' } })
  leave(scene, 'skipped')
  const node = nodeOf(scene, state.node)
  if (node?.kind === 'question') {
    scene.notices.push(language.says.leavesRightsOut)
    return arrive(scene, state.node ?? '')
  }
  if (node && entryWithoutRights(scene)) return withoutRights(scene, node)
  const skip = state.node === undefined ? [] : [{ pick: 'skip', label: language.buttons.skip }]
  return offerPerson(scene, [language.says.cannotRun], undefined, skip)
}

/** Shows again where the conversation stands. */
export function repeat(scene: Scene): View {
  const { state, language } = scene
  if (state.node !== undefined && state.closed !== true) return present(scene)
  if (state.question !== undefined) return aside(scene, { ...say(''), body: [] })
  return aside(scene, say(state.options.length > 0 ? language.says.whichOne : language.says.help))
}

/** Tells whether a node's commands change a machine. */
export const changes = (scene: Scene, id: string | undefined): boolean => {
  const node = nodeOf(scene, id)
  return node !== undefined && procedureOf(scene, node).machines.size > 0
}
