import { FACTS, type FactName, type GraphNode } from '../knowledge/index.ts'
import { ask, overflow } from './ask.ts'
import { baseView } from './base-view.ts'
import { offerPerson } from './escalate.ts'
import { gatherOption } from './gather.ts'
import { partsOf } from './parts.ts'
import { type Demand, leadsToServer, rightsToAsk } from './rights.ts'
import { nodeOf, type Scene } from './scene.ts'
import { slotOptions, usualOptions } from './slot-options.ts'
import type { Asking, Option } from './state.ts'
import { factToAsk, type Procedure, procedureOf } from './steps.ts'
import { say, type View } from './view.ts'
import { undoOf, whereOf } from './where.ts'

const ASKS_FIRST = ['restart', 'registry', 'mak']

/** Shows the node where the conversation stands, and waits for what it needs there. */
export function present(scene: Scene): View {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  if (node === undefined || state.node === undefined) return ask(scene, undefined, say(language.says.nothingYet))
  if (node.kind === 'question') return presentQuestion(scene, node)
  const procedure = procedureOf(scene, node)
  const demand = rightsToAsk(scene, node)
  if (demand) return presentRights(scene, node, procedure, demand)
  const fact = slotToAsk(scene, procedure)
  if (fact) return presentSlot(scene, node, procedure, fact)
  if (ASKS_FIRST.includes(procedure.risk) && !state.agreed.includes(state.node))
    return presentRisk(scene, node, procedure)
  return presentStep(scene, node, procedure)
}

/** The fact that the step at hand lacks first. */
export function openSlot(scene: Scene): FactName | undefined {
  const node = nodeOf(scene, scene.state.node)
  return node && slotToAsk(scene, procedureOf(scene, node))
}

const slotToAsk = (scene: Scene, { open }: Procedure): FactName | undefined =>
  hostsFirst(open)
    .map((slot) => factToAsk(scene, slot))
    .find((fact) => fact !== undefined)

// Which host to use is the one thing that only the person knows; the folder can be looked up.
const hostsFirst = (slots: readonly FactName[]) =>
  [...slots].sort((left, right) => Number(right.startsWith('kms')) - Number(left.startsWith('kms')))

/** The ways out of a node as options. */
export function waysOf({ choices }: GraphNode): Option[] {
  return choices.map(({ label, hint }, index) => ({ pick: `way:${index}`, label, ...(hint ? { hint } : {}) }))
}

const MOST_WAYS = 6

// A code is typed or pasted sooner than found in a long list; what is no code stays a button.
function shortWays({ choices, fact }: GraphNode, ways: Option[]): Option[] {
  const isTyped = fact !== undefined && FACTS[fact].type.kind === 'code' && ways.length > MOST_WAYS
  const isCode = (label: string, index: number) =>
    label.startsWith('0x') || choices[index]?.value?.startsWith('!') === true
  return isTyped ? ways.filter(({ label }, index) => !isCode(label, index)) : ways
}

function presentQuestion(scene: Scene, node: GraphNode): View {
  const { language } = scene
  const ways = waysOf(node)
  const asking: Asking = node.fact ? { kind: 'fact', fact: node.fact } : { kind: 'way' }
  const shown = shortWays(node, ways)
  const question = shown.length < ways.length ? language.says.typeCode(node.title) : node.title
  const options = [...shown, ...gatherOption(scene)]
  const view = { ...baseView(scene, node), title: undefined, question, options, more: overflow(scene) }
  return ask(scene, asking, view)
}

function presentStep(scene: Scene, node: GraphNode, procedure: Procedure): View {
  const { language, state } = scene
  const parts = partsOf(procedure.steps)
  const steps = parts[state.part] ?? []
  const isLast = state.part >= parts.length - 1
  const view: View = {
    ...baseView(scene, node),
    ...(state.part > 0 ? { body: [], warnings: [], notes: [] } : {}),
    ...(isTold(node) ? {} : { where: whereOf(scene, node, steps) }),
    steps,
    ...(parts.length === 1 && procedure.open.length === 0 ? blockOf(scene, steps) : {}),
    question: isLast ? nextSentence(scene, node, procedure) : language.says.partOf(state.part + 1, parts.length),
    options: isLast ? stepOptions(scene, node) : [{ pick: 'next', label: language.buttons.next }, ...people(scene)],
    more: [...asText(scene, steps), ...overflow(scene)],
  }
  view.notes = [...view.notes, ...openNotes(scene, procedure.open), ...undoOf(scene, node, steps)]
  if (node.kind === 'escalation') return offerPerson(scene, [], { ...view, options: [] })
  noteShown(scene, node, view)
  return ask(scene, node.kind === 'resolution' ? { kind: 'solved' } : { kind: 'way' }, view)
}

const ONE_BY_ONE = ['restart', 'registry', 'mak']
// Programs that answer in their console; the others open a window.
const CONSOLE =
  /^(?:\(for %v in [^|<>&]*\)|(?:cscript|nslookup|ipconfig|wevtutil|sc|net|netsh|ping|hostname|w32tm)\b[^|<>&]*)$/i

// Several commands for one window are one line; what is grave or wants a look at its output goes one by one.
function blockOf({ language }: Scene, steps: Procedure['steps']): Pick<View, 'block'> {
  const commands = steps.flatMap((step) => step.commands)
  const [first] = commands
  const isOne = commands.every(({ shell, runOn }) => shell === 'cmd' && runOn === first?.runOn)
  if (first === undefined || commands.length < 2 || !isOne) return {}
  if (commands.some(({ risk, text }) => ONE_BY_ONE.includes(risk) || !CONSOLE.test(text))) return {}
  const isStraight = new Set(commands.map(({ text }) => text)).size === commands.length
  if (!isStraight || steps.some(({ text }) => language.hear.DEPENDS.test(text))) return {}
  const lines = commands.map(({ text }) => text).join(' & ')
  const readsOnly = commands.every(({ risk }) => risk === 'reads')
  const elevated = commands.some((command) => command.elevated)
  return { block: { ...first, elevated, text: readsOnly ? `(${lines}) 2>&1 | clip` : lines, expect: undefined } }
}

function asText({ event, language }: Scene, steps: Procedure['steps']): Option[] {
  const hasCommand = steps.some(({ commands }) => commands.length > 0)
  return event.profile === 'teams' && hasCommand ? [{ pick: 'text', label: language.buttons.asText }] : []
}

function openNotes({ language }: Scene, open: readonly FactName[]): string[] {
  return open.map((fact) => {
    const { placeholder, label, how } = language.facts[fact]
    return language.says.placeholder(placeholder ?? label, how ?? '')
  })
}

function nextSentence({ language }: Scene, node: GraphNode, procedure: Procedure): string {
  const { says } = language
  const commands = procedure.steps.some((step) => step.commands.length > 0)
  if (node.kind === 'resolution') return isDone(node) ? says.didItWork : says.didItAnswer
  return commands && procedure.risk === 'reads' ? says.pasteOutput : says.thenNext
}

// What a person takes over, and what is only explained, runs nowhere.
const isTold = (node: GraphNode) =>
  node.commands.length === 0 && (node.kind === 'escalation' || (node.kind === 'resolution' && !isDone(node)))

// An explanation answers a question; it fixes nothing.
const isDone = (node: GraphNode) =>
  node.commands.length > 0 || (node.steps.length > 0 && (node.risk ?? 'reads') !== 'reads')

function stepOptions(scene: Scene, node: GraphNode): Option[] {
  const { buttons } = scene.language
  const does = isDone(node)
  if (node.kind === 'resolution') {
    const worked = { pick: 'worked', label: does ? buttons.worked : buttons.answered }
    const failing = { pick: 'failing', label: does ? buttons.failing : buttons.notAnswered }
    return [worked, failing, ...people(scene).filter(({ pick }) => does || pick !== 'cannot')]
  }
  const ways = waysOf(node)
  const gather = gatherOption(scene)
  if (ways.length === 3 && gather.length === 0) return [...ways, ...people(scene).slice(0, 1)]
  return ways.length < 3
    ? [...ways, ...gather, ...people(scene).slice(ways.length + gather.length > 2 ? 1 : 0)]
    : [...ways, ...gather]
}

function people({ language }: Scene): Option[] {
  const { cannot, person } = language.buttons
  return [
    { pick: 'cannot', label: cannot },
    { pick: 'person', label: person },
  ]
}

function noteShown(scene: Scene, node: GraphNode, view: View): void {
  const { state } = scene
  const commands = view.steps.flatMap((step) => step.commands.map(({ text }) => text))
  const last = state.tried.at(-1)
  if (last?.node === state.node && last?.result === 'shown')
    last.commands = [...new Set([...last.commands, ...commands])]
  else state.tried.push({ node: state.node ?? '', title: node.title, result: 'shown', commands })
}

function presentRisk(scene: Scene, node: GraphNode, procedure: Procedure): View {
  const { says, buttons } = scene.language
  const view: View = {
    ...baseView(scene, node),
    where: whereOf(scene, node, procedure.steps),
    steps: partsOf(procedure.steps)[0] ?? [],
    plan: true,
    question: says.goOn(procedure.risk, procedure.machines.has('kmsHost')),
    options: [{ pick: 'yes', label: buttons.goOn }, { pick: 'no', label: buttons.notNow }, ...people(scene)],
  }
  return ask(scene, { kind: 'risk' }, view)
}

// Who cannot run a step is told at once what helps instead; who can has seen what comes.
function presentRights(scene: Scene, node: GraphNode, procedure: Procedure, demand: Demand): View {
  const { says, buttons } = scene.language
  const { state } = scene
  if (!state.said.includes('rights')) state.said.push('rights')
  const isServer = demand === 'server'
  const options = [
    { pick: isServer ? 'rights:both' : 'rights:pc', label: isServer ? buttons.yes : buttons.rightsHere },
    ...(!isServer && leadsToServer(scene, state.node ?? '') ? [{ pick: 'rights:both', label: buttons.rightsToo }] : []),
    { pick: isServer ? 'rights:elsewhere' : 'rights:none', label: buttons.no },
  ]
  const view: View = {
    ...baseView(scene, node),
    body: [],
    warnings: [],
    notes: [],
    steps: partsOf(procedure.steps)[0] ?? [],
    plan: true,
    question: says.asksRights(demand),
    options,
  }
  return ask(scene, { kind: 'fact', fact: isServer ? 'personRole' : 'adminRights' }, view)
}

function presentSlot(scene: Scene, node: GraphNode, procedure: Procedure, fact: FactName): View {
  const { facts, says } = scene.language
  const all = slotOptions(scene, fact)
  const usual = usualOptions(scene, fact, all)
  const asked = facts[fact].ask ?? ''
  const view: View = {
    ...baseView(scene, node),
    body: [],
    notes: [],
    steps: partsOf(procedure.steps)[0] ?? [],
    plan: true,
    question: [usual.length < all.length ? says.orType(asked) : asked, facts[fact].how].filter(Boolean).join(' '),
    options: [...usual, { pick: 'unknown', label: scene.language.buttons.unknown }],
  }
  return ask(scene, { kind: 'fact', fact }, view)
}
