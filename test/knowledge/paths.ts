import {
  type Command,
  type DialogGraph,
  FACTS,
  type FactName,
  type FactType,
  type FactValue,
  type GraphNode,
  holds,
} from '../../knowledge/index.ts'

/** The values that each fact can still have on a path; a fact that nobody knows has none. */
export type Ground = ReadonlyMap<FactName, readonly FactValue[]>

/** A way out of a node and what is known behind it. */
export type Way = { target: string; ground: Ground }

/** The nodes of a path and how it stops: at an end, at the border of its document, or at a node it has passed before. */
export type Path = { nodes: string[]; stop: 'end' | 'border' | 'circle' | 'trap' }

/** Tells whether the conversation can stop here: solved, or handed to a person. */
export const isEnd = (node: GraphNode | undefined): boolean =>
  node?.kind === 'resolution' || node?.kind === 'escalation'

/** How many choices the nearest end is away from each node; a node that reaches none is absent. */
export function stepsToEnd({ nodes }: DialogGraph): Map<string, number> {
  const before = new Map<string, string[]>()
  for (const [id, { choices }] of Object.entries(nodes)) {
    for (const { target } of choices) before.set(target, [...(before.get(target) ?? []), id])
  }
  const ends = Object.keys(nodes).filter((id) => isEnd(nodes[id]))
  const steps = new Map<string, number>(ends.map((id) => [id, 0]))
  for (const [id, count] of steps) {
    // A map goes on to what is added while it is walked, so this is breadth first.
    for (const one of before.get(id) ?? []) if (!steps.has(one)) steps.set(one, count + 1)
  }
  return steps
}

/**
 * Every path through the document of a node on which no answer contradicts an earlier one. A circle with another way out
 * is a circle, one without is a trap.
 */
export function* pathsFrom(graph: DialogGraph, start: string): Generator<Path> {
  const home = graph.nodes[start]?.provenance.document
  const values = valuesOf(graph)
  function* onward(id: string, ground: Ground, before: Passed[]): Generator<Path> {
    const node = graph.nodes[id]
    const nodes = [...before.map((one) => one.id), id]
    // Whoever comes by again knows more, so a round is closed where nothing was learned on it.
    const last = before.findIndex((one) => one.id === id && one.ground === ground)
    const round = last < 0 ? [] : before.slice(last)
    if (round.length > 0) return yield { nodes, stop: round.every(({ ways }) => ways === 1) ? 'trap' : 'circle' }
    if (node === undefined || node.provenance.document !== home) return yield { nodes, stop: 'border' }
    if (isEnd(node)) yield { nodes, stop: 'end' }
    const ways = waysOut(node, ground, values)
    const passed = [...before, { id, ground, ways: isEnd(node) ? ways.length + 1 : ways.length }]
    for (const way of ways) yield* onward(way.target, way.ground, passed)
  }
  yield* onward(start, new Map(), [])
}

type Passed = { id: string; ground: Ground; ways: number }

/** The ways that are open when a ground is known; a question that is answered by it has one. */
export function waysOut(node: GraphNode, ground: Ground, values: Ground): Way[] {
  const [first] = node.choices
  const isPassed = node.when?.some(({ fact, is }) => ground.has(fact) && narrow(fact, is, ground, values).length === 0)
  if (first && isPassed) return [{ target: first.target, ground }]
  const { fact } = node
  if (fact === undefined) return node.choices.map(({ target }) => ({ target, ground }))
  const isKnown = ground.has(fact)
  const answers = node.choices.flatMap(({ target, value }) => {
    if (value === undefined || value === '?') return isKnown ? [] : [{ target, ground }]
    const left = narrow(fact, value, ground, values)
    if (left.length === 0) return []
    const isNew = left.length !== ground.get(fact)?.length
    return [{ target, ground: isNew ? new Map([...ground, [fact, left]]) : ground }]
  })
  return answers.length > 0 ? answers : node.choices.map(({ target }) => ({ target, ground }))
}

function narrow(fact: FactName, is: string, ground: Ground, values: Ground): readonly FactValue[] {
  return (ground.get(fact) ?? values.get(fact) ?? []).filter((value) => holds(is, value))
}

/** Values of each fact that tell all its conditions apart. */
export function valuesOf({ nodes }: DialogGraph): Ground {
  const said = Object.values(nodes).flatMap(({ fact, choices, when = [] }) => [
    ...when,
    ...choices.flatMap(({ value }) => (fact && value !== undefined ? [{ fact, is: value }] : [])),
  ])
  return new Map(
    said.map(({ fact }) => [
      fact,
      examples(
        FACTS[fact].type,
        said.filter((one) => one.fact === fact).map(({ is }) => is),
      ),
    ]),
  )
}

function examples(type: FactType, conditions: string[]): FactValue[] {
  if (type.kind === 'boolean') return [true, false]
  if (type.kind === 'choice') return [...type.values]
  const words = conditions.flatMap((is) => is.replace(/^[!<>]=?/, '').split('|')).filter((word) => word !== '?')
  if (type.kind === 'integer' || type.kind === 'number') {
    return [...new Set(words.flatMap((word) => [Number(word) - 1, Number(word), Number(word) + 1]))]
  }
  return [...new Set([...words, 'something else'])]
}

/** What a check of the commands has to be told about the facts. */
export type SlotKnowledge = {
  /** The bot has a question for it. */
  isAsked: (fact: FactName) => boolean
  /** Readers find it in the output of a tool. */
  isRead: (fact: FactName) => boolean
  /** Stands in the command while the value is missing. */
  mark: (fact: FactName) => string | undefined
}

const LONGEST_RANGE = 60
const MOST_STEPS = 12
const MACHINES = ['client', 'kmsHost', 'dnsServer', 'any']
// What a person or the configuration means; every other host, port or zone was merely seen.
const MEANT: readonly FactName[] = ['kmsHostIntended', 'kmsPortIntended', 'kmsDomain', 'timeServer']

/** Everything that keeps a person from getting through the graph, one line each; nothing when all is well. */
export function faultsOf(graph: DialogGraph, slots: SlotKnowledge): string[] {
  const steps = stepsToEnd(graph)
  return [
    ...graph.topics.flatMap(({ id, entry }) => {
      const count = steps.get(entry)
      return count === undefined || count > MOST_STEPS ? [`${id}: no end within ${MOST_STEPS} steps`] : []
    }),
    ...Object.entries(graph.nodes).flatMap(([id, node]) => [
      ...(steps.has(id) ? [] : [`${id}: no way to a solution or a person`]),
      ...node.choices
        .filter(({ target }) => graph.nodes[target] === undefined)
        .map(({ target }) => `${id}: leads to ${target}, which does not exist`),
      ...node.commands.flatMap((command, index) =>
        commandFaults(graph, node, index, slots).map((fault) => `${id}: ${command.template} ${fault}`),
      ),
      ...node.provenance.sources
        .filter(({ lines: [from, to] }) => to - from + 1 > LONGEST_RANGE)
        .map(({ document, lines }) => `${id}: source ${document} L${lines.join('-')} is too long`),
    ]),
  ]
}

function commandFaults(graph: DialogGraph, node: GraphNode, index: number, slots: SlotKnowledge): string[] {
  const command = node.commands[index]
  if (command === undefined) return []
  const changes = command.risk !== 'reads'
  return [
    ...(MACHINES.includes(command.runOn) ? [] : ['runs nowhere']),
    ...(typeof command.elevated === 'boolean' ? [] : ['does not say whether it is elevated']),
    ...(changes && !command.elevated ? ['changes something without elevation'] : []),
    ...openSlots(command).map((name) => `has a slot ${name} that no fact fills`),
    ...command.slots.filter((fact) => !canFill(graph, fact, index > 0, slots)).map((fact) => `cannot get ${fact}`),
    ...command.slots
      .filter((fact) => changes && isPlace(fact) && !MEANT.includes(fact))
      .map((fact) => `is filled with ${fact}, which was merely seen`),
  ]
}

const openSlots = ({ template, slots }: Command): string[] =>
  [...template.matchAll(/\{([A-Za-z0-9]+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !slots.some((one) => one === name))

const isPlace = (fact: FactName): boolean =>
  ['host', 'port', 'list'].includes(FACTS[fact].type.kind) || fact === 'kmsHostAddress'

// A table gives it, the bot asks for it, an earlier command of the step prints it, or it is a secret and stays a mark.
function canFill(graph: DialogGraph, fact: FactName, isLater: boolean, slots: SlotKnowledge): boolean {
  if (graph.tables.some(({ gives }) => gives === fact) || slots.isAsked(fact)) return true
  if (slots.mark(fact) === undefined) return false
  return 'secret' in FACTS[fact] || (isLater && slots.isRead(fact))
}
