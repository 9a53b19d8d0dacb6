import type { FactName } from '../knowledge/index.ts'
import { takeHost, takeRights, takeRisk, takeUnknown, takeValue, takeYesNo } from './answers.ts'
import { aside, ask } from './ask.ts'
import { enter, restarted } from './case.ts'
import { takeConsent } from './consent.ts'
import { offerPerson, withPerson } from './escalate.ts'
import { explainTerms, tellWhy } from './explain.ts'
import { takeFeedback, takeReason } from './feedback.ts'
import { takeGroup } from './fleet.ts'
import { takeGather } from './gather.ts'
import { listen } from './listen.ts'
import { present } from './present.ts'
import { isAskingRights, tookStep } from './ran-it.ts'
import { nodeOf, type Scene } from './scene.ts'
import { createState } from './state.ts'
import { isTicketOwner, leaveAside, reopen, tell, withdraw } from './step-aside.ts'
import { tellHow } from './tell-how.ts'
import { tellRisk } from './tell-risk.ts'
import { say, type View } from './view.ts'
import {
  repeat,
  skipStep,
  takeCannot,
  takeFailing,
  takeNext,
  takeNow,
  takeSolved,
  takeWay,
  takeWorked,
} from './ways.ts'

/** Takes a pick, whether it came from a button or was heard in words. */
export function choose(scene: Scene, pick: string): View {
  scene.state.misses = 0
  if (isAskingRights(scene)) settleRights(scene, pick)
  const [verb = '', ...rest] = pick.split(':')
  const act = Object.hasOwn(PICKS, verb) ? PICKS[verb] : undefined
  return act ? act(scene, rest.join(':')) : present(scene)
}

const PICKS: Record<string, (scene: Scene, argument: string) => View> = {
  way: (scene, index) => pickWay(scene, Number(index)),
  value: (scene, argument) => takeValue(scene, argument),
  use: (scene, fact) => takeHost(scene, fact),
  topic: (scene, id) => enter(scene, id),
  group: (scene, index) => takeGroup(scene, Number(index)),
  rights: takeRights,
  gather: takeGather,
  text: takeText,
  unknown: takeUnknown,
  yes: (scene) => takeYesNo(scene, true),
  no: (scene) => takeYesNo(scene, false),
  worked: takeWorked,
  solved: takeSolved,
  failing: takeFailing,
  next: takeGo,
  now: takeNow,
  skip: (scene) => (isQuestion(scene) ? takeUnknown(scene) : skipStep(scene)),
  cannot: takeCannot,
  person: (scene) => offerPerson(scene),
  back: takeBack,
  why: tellWhy,
  how: tellHow,
  mean: explainTerms,
  safe: tellRisk,
  insult: takeInsult,
  repeat,
  restart: takeRestart,
  help: (scene) => aside(scene, say(scene.language.says.help)),
  thanks: takeThanks,
  sent: (scene) => takeConsent(scene, 'sent'),
  note: (scene) => takeConsent(scene, 'note'),
  bare: (scene) => takeConsent(scene, 'bare'),
  whole: (scene) => takeConsent(scene, 'whole'),
  withdraw,
  reopen,
  tell,
  helped: (scene) => takeFeedback(scene, true),
  bot: takeBot,
  helpful: (scene) => takeFeedback(scene, true),
  unhelpful: (scene) => takeFeedback(scene, false),
  reason: takeReason,
}

// Only who has run a step can tell what came of it; one that is skipped needs no rights.
function settleRights(scene: Scene, pick: string): void {
  if (pick === 'skip') scene.state.asking = undefined
  else if (['worked', 'failing', 'solved'].includes(pick)) tookStep(scene)
}

const isQuestion = (scene: Scene) => nodeOf(scene, scene.state.node)?.kind === 'question'

function takeGo(scene: Scene): View {
  if (isAskingRights(scene)) return takeRights(scene, 'yes')
  return scene.state.asking?.kind === 'risk' ? takeRisk(scene, true) : takeNext(scene)
}

function pickWay(scene: Scene, index: number): View {
  const node = nodeOf(scene, scene.state.node)
  return node?.fact && node.choices[index]?.value === '?' ? takeUnknown(scene) : takeWay(scene, index)
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

// What was for IT and has a code in it is looked at by the bot as well.
function takeBot(scene: Scene): View {
  if (!isTicketOwner(scene)) return aside(scene, say(scene.language.says.othersCase))
  const last = leaveAside(scene)
  return last === undefined ? repeat(scene) : listen(scene, last)
}

// Anger is answered by the next step, not by a lecture.
function takeInsult(scene: Scene): View {
  return withPerson(scene, aside(scene, say(scene.language.says.insulted)))
}

// Teams on a phone does not show every card; the words of the step are the same.
function takeText(scene: Scene): View {
  scene.isPlain = true
  return repeat(scene)
}

function takeRestart(scene: Scene): View {
  scene.state = restarted(scene.state, createState())
  return ask(scene, undefined, say(scene.language.says.startOver))
}

function takeThanks(scene: Scene): View {
  const { says } = scene.language
  return aside(scene, say(scene.state.asking ? says.thanks : `${says.thanks} ${says.anythingElse}`))
}
