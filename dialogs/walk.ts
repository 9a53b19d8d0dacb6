import { type Choice, type DialogGraph, type FactName, type GraphNode, holds, type Known } from '../knowledge/index.ts'

/** What the walk may look at. */
export type Ground = {
  graph: DialogGraph
  known: (fact: FactName) => Known | undefined
  /** Asked for, and nobody knows. */
  isUnknown: (fact: FactName) => boolean
}

/** Where a walk ends, what it passed, and which facts answered silently. `stuck` when no way was left. */
export type Arrival = { node: string; passed: string[]; used: FactName[]; stuck?: true }

/** Follows the ways that need no question, and stops at the first node that has something to say or to ask. */
export function settle(ground: Ground, start: string): Arrival {
  const passed: string[] = []
  const used: FactName[] = []
  let id = start
  while (!passed.includes(id)) {
    const node = Object.hasOwn(ground.graph.nodes, id) ? ground.graph.nodes[id] : undefined
    if (node === undefined) return { node: id, passed, used, stuck: true }
    const onward = wayOn(ground, node)
    if (onward === undefined) return { node: id, passed, used }
    passed.push(id)
    if (onward.fact && !used.includes(onward.fact)) used.push(onward.fact)
    id = onward.target
  }
  // The facts lead in a circle: only a person can tell what is wrong.
  return { node: id, passed, used, stuck: true }
}

type Onward = { target: string; fact?: FactName }

/** Where what is known leads from a node; nothing when it is open. */
export function onlyWay(ground: Ground, node: GraphNode): string | undefined {
  return wayOn(ground, node)?.target
}

function wayOn(ground: Ground, node: GraphNode): Onward | undefined {
  const first = node.choices[0]
  if (first && node.when?.some(({ fact, is }) => isKnownNot(ground, fact, is))) return { target: first.target }
  if (node.kind === 'question' && node.fact) return answered(ground, node, node.fact)
  return first && isSeen(ground, node, first) ? { target: first.target } : undefined
}

function answered(ground: Ground, node: GraphNode, fact: FactName): Onward | undefined {
  const choice = choiceFor(node, ground.known(fact)) ?? unknownChoice(ground, node, fact)
  return choice && ({ target: choice.target, fact: ground.known(fact) ? fact : undefined } as Onward)
}

function unknownChoice(ground: Ground, node: GraphNode, fact: FactName): Choice | undefined {
  return ground.isUnknown(fact) && !ground.known(fact) ? node.choices.find(({ value }) => value === '?') : undefined
}

// The way that a value takes at a question.
function choiceFor(node: GraphNode, known: Known | undefined): Choice | undefined {
  if (known === undefined) return undefined
  return node.choices.find(({ value }) => value !== undefined && holds(value, known.value))
}

// Tells whether a condition is known not to hold; `!?` does not hold for what nobody told.
function isKnownNot(ground: Ground, fact: FactName, is: string): boolean {
  const known = ground.known(fact)
  return known === undefined ? is === '!?' : !holds(is, known.value)
}

// A step that only looks something up is passed over when a paste or an answer has told it already.
function isSeen(ground: Ground, node: GraphNode, only: Choice): boolean {
  if (node.kind !== 'step' || node.choices.length !== 1 || (node.commands.length === 0 && !node.risk)) return false
  if ((node.risk && node.risk !== 'reads') || node.commands.some(({ risk }) => risk !== 'reads')) return false
  const next = ground.graph.nodes[only.target]
  return next?.kind === 'question' && next.fact !== undefined && choiceFor(next, ground.known(next.fact)) !== undefined
}

/**
 * Finds what was not tried yet in a topic: the first stop on the shortest path to a node that ends the case and that
 * known facts do not rule out.
 */
export function nextUntried(ground: Ground, entry: string, tried: ReadonlySet<string>): string | undefined {
  const queue: { id: string; stop?: string }[] = [{ id: entry }]
  const seen = new Set<string>()
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const node = ground.graph.nodes[at.id]
    if (node === undefined || seen.has(at.id)) continue
    seen.add(at.id)
    const onward = wayOn(ground, node)
    const stop = at.stop ?? (onward === undefined && !tried.has(at.id) ? at.id : undefined)
    if (node.kind === 'resolution' && !tried.has(at.id)) return stop ?? at.id
    const ways = onward ? [onward.target] : node.choices.map(({ target }) => target)
    queue.push(...ways.map((id) => (stop === undefined ? { id } : { id, stop })))
  }
  return undefined
}
