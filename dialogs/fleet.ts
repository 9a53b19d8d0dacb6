import { FACTS, type Facts, type Fleet, isFactName, type Match, type Product, readFleet } from '../knowledge/index.ts'
import { askSeen } from './answers.ts'
import { aside, ask } from './ask.ts'
import { restarted } from './case.ts'
import { decide } from './decide.ts'
import { type MachineGroup, rememberGroup, sayNames } from './fleet-groups.ts'
import { titleOf } from './fleet-next.ts'
import { learn } from './learn.ts'
import { plainTitle } from './plain-title.ts'
import { nodeOf, openScene, type Scene, topicOf } from './scene.ts'
import { createState } from './state.ts'
import { procedureOf } from './steps.ts'
import { say, type View } from './view.ts'

/** The machines of a paste; nothing where it is about one machine, or where two are what was asked for. */
export function fleetIn({ state }: Scene, { evidence }: Match): Fleet | undefined {
  const { asking } = state
  if (asking?.kind === 'fact' && asking.fact === 'clientMachineIdShared') return undefined
  return evidence.masked.includes('\n') ? readFleet(evidence) : undefined
}

// More than these do not fit on one screen; the others come up one after the other.
const MOST_GROUPS = 5
// Names of all groups together.
const MOST_NAMES = 15

/** Answers a paste of several machines: each cause with its first step and its machines, what is well once. */
export function tellFleet(scene: Scene, fleet: Fleet, match: Match): View {
  const { language } = scene
  const { groups, machines } = fleet
  const troubled = groups.filter((group) => !isHealthy(group))
  const healthy = machines - new Set(troubled.flatMap((group) => group.machines)).size
  const well = healthy > 0 ? [language.fleet.healthy(healthy, machines)] : []
  openFleet(scene, match)
  if (troubled.length === 0) return ask(scene, undefined, say(well.join('')))
  const remembered = troubled.map(rememberGroup)
  scene.state.fleet = { groups: remembered }
  const overview = [language.fleet.overview(machines, troubled.length), ...well].join(' ')
  if (remembered.length === 1) {
    const view = takeGroup(scene, 0)
    scene.notices.unshift(overview)
    return view
  }
  const previews = remembered.slice(0, MOST_GROUPS).map((group) => preview(scene, group))
  for (const [index, { topic }] of previews.entries()) if (topic) setTopic(remembered[index], topic)
  const most = Math.max(2, Math.floor(MOST_NAMES / previews.length))
  const body = [
    overview,
    ...previews.map((one, index) => groupText(scene, one, remembered[index], most)),
    ...othersText(scene, remembered.slice(MOST_GROUPS)),
  ]
  const options = previews.map(({ title }, index) => ({
    pick: `group:${index}`,
    label: language.fleet.cause(title, remembered[index]?.machines ?? 0),
  }))
  const candidates = previews.flatMap(({ topic }) => topic ?? [])
  const question = language.fleet.whichFirst
  return ask(scene, { kind: 'topic', candidates }, { ...say(''), body, question, options })
}

const isHealthy = ({ cause, kind }: { cause: string; kind: string }) => kind === 'status' && cause === 'licensed'

function setTopic(group: MachineGroup | undefined, topic: string): void {
  if (group) group.topic = topic
}

// A new list of machines is a new case; what the person said of themselves and of the organisation stays.
function openFleet(scene: Scene, match: Match): void {
  const { state } = scene
  const left = state.topic !== undefined && state.closed !== true ? [state.topic] : []
  const kept = saidOf({ ...match.facts, ...state.facts })
  scene.state = { ...restarted(state, createState()), facts: kept, pending: [...left, ...state.pending] }
}

const OF_THE_TROUBLE = ['product', 'errorCode', 'innerCode', 'wrapperCode', 'commandOption']

function saidOf(facts: Facts): Facts {
  const said = Object.entries(facts).filter(
    ([name, known]) =>
      isFactName(name) &&
      ['case', 'kmsHost'].includes(FACTS[name].scope) &&
      !OF_THE_TROUBLE.includes(name) &&
      (known?.from === 'answer' || known?.from === 'words'),
  )
  return Object.fromEntries(said)
}

/** What taking up a group would show. */
type Preview = { title: string; first?: string; topic?: string }

/** Takes up the group on a copy of the conversation, and looks at what comes first. */
function preview(scene: Scene, group: MachineGroup): Preview {
  const trial = openScene(scene.knowledge, scene.state, scene.event)
  const view = enterGroup(trial, group)
  const topic = topicOf(trial, trial.state.topic)
  const command = (view.steps[0]?.commands[0] ?? view.block)?.text
  const first = command
    ? scene.language.fleet.firstCommand(command)
    : view.question && topic && scene.language.fleet.firstQuestion(view.question)
  const title = topic ? plainTitle(topic.title) : titleOf(scene, group)
  return { title, ...(first ? { first } : {}), ...(topic ? { topic: topic.id } : {}) }
}

function groupText(
  { language }: Scene,
  { title, first }: Preview,
  group: MachineGroup | undefined,
  most: number,
): string {
  if (group === undefined) return ''
  const { names, more } = sayNames(group, most)
  const head = `${language.fleet.group(title, group.machines)}: ${language.fleet.names(names, more)}.`
  return first ? `${head} ${first}` : head
}

function othersText({ language }: Scene, others: readonly MachineGroup[]): string[] {
  const machines = others.reduce((sum, group) => sum + group.machines, 0)
  return others.length === 0 ? [] : [language.fleet.others(others.length, machines)]
}

/** Takes up one group: the case goes on with what its machines have in common. */
export function takeGroup(scene: Scene, index: number): View {
  const group = scene.state.fleet?.groups[index]
  if (group === undefined) return aside(scene, say(scene.language.says.help))
  const { fleet, pending } = scene.state
  const kept = saidOf(scene.state.facts)
  scene.state = { ...restarted(scene.state, createState()), facts: kept, pending }
  if (fleet) scene.state.fleet = { groups: fleet.groups.map((one, at) => (at === index ? done(one) : one)), at: index }
  const view = enterGroup(scene, group)
  const { names, more } = sayNames(group)
  const { language } = scene
  scene.notices.unshift(language.fleet.taken(language.fleet.names(names, more), group.machines))
  return scene.seenHost === undefined || scene.state.topic === undefined ? view : askSeen(scene, scene.seenHost)
}

const done = (group: MachineGroup): MachineGroup => ({ ...group, isDone: true })

function enterGroup(scene: Scene, group: MachineGroup): View {
  const { state, knowledge } = scene
  learn(scene, group.facts)
  if (group.kind === 'status') return showCode(scene, group)
  state.codes = [group.cause]
  const { product, officeVersion, windowsVersion } = group.facts
  const facts = {
    ...(product && { product }),
    ...(officeVersion && { officeVersion }),
    ...(windowsVersion && { windowsVersion }),
  }
  // The code alone decides, for this product; a licence state beside it is no cause.
  return decide(scene, group.cause, knowledge.matcher.match(group.cause, { facts }))
}

// Where the documents activate a product, which prints the code.
const ACTIVATE: Record<Product, string> = {
  office: 'activate-office#activate-office-and-check',
  windows: 'activate-windows#activate-windows-and-check',
}

// A licence state without a code has many causes; an attempt to activate tells which.
function showCode(scene: Scene, { facts, machines }: MachineGroup): View {
  const { says, fleet } = scene.language
  const product = facts.product?.value
  const node = nodeOf(scene, product === 'office' || product === 'windows' ? ACTIVATE[product] : undefined)
  const steps = node ? procedureOf(scene, node).steps.slice(0, 1) : []
  return ask(scene, undefined, { ...say(fleet.needsCode(machines)), steps, question: says.pasteOutput })
}
