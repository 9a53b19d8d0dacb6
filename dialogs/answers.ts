import {
  FACTS,
  type FactName,
  type Facts,
  type FactType,
  type FactValue,
  isFactName,
  type Known,
} from '../knowledge/index.ts'
import { arrive } from './arrive.ts'
import { ask, overflow } from './ask.ts'
import { enter } from './case.ts'
import { isWellFormed } from './commands.ts'
import { reconsider } from './decide.ts'
import { handOver, offerPerson, withPerson } from './escalate.ts'
import { explain } from './explain.ts'
import { askHelpful } from './feedback.ts'
import { learn } from './learn.ts'
import { present } from './present.ts'
import { quote } from './quote.ts'
import { isBeyond } from './rights.ts'
import { insideHost, known, nodeOf, type Scene } from './scene.ts'
import { withoutPort } from './trust.ts'
import { say, type View } from './view.ts'
import { declineStep, rememberFact, skipStep, tryNext } from './ways.ts'

/** Goes on from where the conversation stands, after facts were learned. */
export function goOn(scene: Scene): View {
  return scene.state.node === undefined ? reconsider(scene) : arrive(scene, scene.state.node)
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
  const view = { ...say(''), body: [], question: says.isHostYours(quote(withoutPort(host))) }
  const options = [
    { pick: 'yes', label: buttons.yes },
    { pick: 'no', label: buttons.no },
  ]
  return ask(scene, { kind: 'trust', host }, { ...view, options, more: overflow(scene) })
}

/** Asks once about a host outside that a tool showed. */
export function askSeen(scene: Scene, host: string): View {
  scene.state.said.push('outsideHost')
  return askTrust(scene, host)
}

/** Takes a value from a button. */
export function takeValue(scene: Scene, argument: string): View {
  const [name = '', value = ''] = argument.split(':')
  if (!isFactName(name) || !isWellFormed(name, value)) return present(scene)
  const type: FactType = FACTS[name].type
  return answerFact(scene, name, type.kind === 'boolean' ? value === 'true' : value)
}

/** Takes the host that a tool showed as the one to use. */
export function takeHost(scene: Scene, name: string): View {
  const told = isFactName(name) ? scene.state.facts[name]?.value : undefined
  const host = Array.isArray(told) ? told[0] : told
  return host === undefined ? present(scene) : answerFact(scene, 'kmsHostIntended', withoutPort(String(host)))
}

/** Takes "I don't know": the way for it, else how to find out, else something else. */
export function takeUnknown(scene: Scene): View {
  const { state, language } = scene
  if (state.asking?.kind !== 'fact') return state.node === undefined ? offerPerson(scene) : takeLost(scene)
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

// Nobody knows what to make of a step: it is explained once, then left out.
function takeLost(scene: Scene): View {
  const { state, language } = scene
  const key = `?${state.node}`
  const isAgain = state.rounds[key] !== undefined
  state.rounds = { ...state.rounds, [key]: 1 }
  if (isAgain) return skipStep(scene)
  const view = explain(scene)
  const skip = { pick: 'skip', label: language.buttons.skip }
  const hasSkip = view.options.some(({ pick }) => pick === 'skip')
  return withPerson(scene, hasSkip ? view : ask(scene, state.asking, { ...view, options: [...view.options, skip] }))
}

/** Takes who is asking: rights on this PC, on the servers too, or none. */
export function takeRights(scene: Scene, answer: string): View {
  learn(scene, { ...RIGHTS[answer] })
  return goOn(scene)
}

const answered = (value: FactValue): Known => ({ value, from: 'answer' })
const RIGHTS: Record<string, Facts> = {
  yes: { adminRights: answered(true) },
  pc: { adminRights: answered(true), personRole: answered('user') },
  both: { adminRights: answered(true), personRole: answered('itStaff') },
  elsewhere: { personRole: answered('user') },
  none: { adminRights: answered(false), personRole: answered('user') },
}

/** Takes yes or no to whatever was asked. */
export function takeYesNo(scene: Scene, isYes: boolean): View {
  const { state } = scene
  const { asking } = state
  if (asking?.kind === 'consent') return isYes ? handOver(scene) : keepHere(scene)
  if (asking?.kind === 'also') return isYes ? enter(scene, asking.topic) : closing(scene)
  if (asking?.kind === 'trust') return takeTrust(scene, asking.host, isYes)
  if (asking?.kind === 'risk') return takeRisk(scene, isYes)
  if (asking?.kind === 'fact' && asking.fact === 'adminRights') return takeRights(scene, isYes ? 'yes' : 'none')
  if (asking?.kind === 'fact' && asking.fact === 'personRole') return takeRights(scene, isYes ? 'both' : 'elsewhere')
  if (asking?.kind === 'fact') return answerFact(scene, asking.fact, isYes)
  return present(scene)
}

// Not sent: the step that was open is shown again, unless it was the end of the way.
function keepHere(scene: Scene): View {
  const { says, buttons } = scene.language
  const node = nodeOf(scene, scene.state.node)
  if (node === undefined || node.kind === 'escalation')
    return ask(scene, undefined, say(`${says.notSent} ${says.anythingElse}`))
  if (isBeyond(scene, node)) {
    const options = [
      { pick: 'skip', label: buttons.skip },
      { pick: 'person', label: buttons.person },
    ]
    return ask(scene, { kind: 'way' }, { ...say(says.waits(node.title), options), more: overflow(scene) })
  }
  scene.notices.push(says.notSent)
  return present(scene)
}

function closing(scene: Scene): View {
  scene.state.pending = []
  delete scene.state.fleet
  return askHelpful(scene, say(scene.language.says.anythingElse))
}

function takeTrust(scene: Scene, host: string, isYours: boolean): View {
  learn(scene, { kmsHostTrusted: { value: isYours, from: 'answer' } })
  const wasMeant = !HOSTS_SEEN.some((fact) => namesHost(scene, fact, host))
  if (isYours) return wasMeant ? answerFact(scene, 'kmsHostIntended', host) : goOn(scene)
  scene.notices.push(scene.language.says.hostNotYours)
  if (wasMeant) return goOn(scene)
  forgetHosts(scene)
  const product = known(scene, 'product')?.value === 'windows' ? 'windows' : 'office'
  const cleanUp = CLEAN_UP[product]
  return nodeOf(scene, cleanUp) ? arrive(scene, cleanUp) : goOn(scene)
}

const HOSTS_SEEN = ['kmsHostAsked', 'kmsHostSet', 'kmsHostsPublished'] as const
// Where the documents take a host out of a PC.
const CLEAN_UP = {
  office: 'office-kms-host-setting#forget-the-kms-host',
  windows: 'set-windows-kms-host#forget-the-kms-host',
}

function namesHost({ state }: Scene, fact: FactName, host: string): boolean {
  const value = state.facts[fact]?.value
  return (Array.isArray(value) ? value : [String(value)]).some((one: string) => one === host)
}

// A host of somebody else is neither set, nor tested, nor repeated.
function forgetHosts(scene: Scene): void {
  const { state } = scene
  const isOutside = (value: FactValue) =>
    (Array.isArray(value) ? value : [String(value)]).some((one: string) => !insideHost(scene, one))
  const kept = Object.entries(state.facts).filter(
    ([fact, told]) => !HOSTS_SEEN.some((one) => one === fact) || told === undefined || !isOutside(told.value),
  )
  state.facts = Object.fromEntries(kept)
}

/** Goes ahead with a step that was asked about, or leaves it. */
export function takeRisk(scene: Scene, isAgreed: boolean): View {
  const { state } = scene
  if (!isAgreed || state.node === undefined) return declineStep(scene)
  state.agreed.push(state.node)
  return present(scene)
}

/** Tells whether a fact is one a yes or no can answer. */
export const isYesNo = (fact: FactName): boolean => FACTS[fact].type.kind === 'boolean'
