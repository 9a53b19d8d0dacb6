import type { Command, GraphNode } from '../knowledge/index.ts'
import { offerPerson } from './escalate.ts'
import { graphOf, known, nodeOf, type Scene } from './scene.ts'
import type { View } from './view.ts'

// The procedure for people without administrator rights; documents without it go to a person at once.
const WITHOUT_RIGHTS = 'no-admin-rights'

/** What a step asks of the person: administrator rights where they sit, or access to a server. */
export type Demand = 'rights' | 'server'

/** Tells what a step asks of the person; nothing where anybody can do it. */
export function demandOf(node: GraphNode): Demand | undefined {
  if (node.kind === 'question' || node.kind === 'escalation' || isWithoutRights(node)) return undefined
  const machines = [node.runOn, ...node.commands.map(({ runOn }) => runOn)]
  if (machines.includes('kmsHost') || machines.includes('dnsServer')) return 'server'
  const isElevated = node.commands.length === 0 ? node.elevated === true : node.commands.some(needsRights)
  return isElevated ? 'rights' : undefined
}

// The scripts of Office and Windows show a licence to everybody; the documents ask for an elevated window all the same.
const SHOWS_A_LICENCE = /\b(ospp|slmgr)\.vbs\b/i

/** Tells whether a command fails without administrator rights. */
export const needsRights = ({ elevated, risk, template }: Command): boolean =>
  elevated && !(risk === 'reads' && SHOWS_A_LICENCE.test(template))

/** Tells whether a step is beyond the person: it needs rights they do not have, or a server they do not run. */
export function isBeyond(scene: Scene, node: GraphNode): boolean {
  const demand = demandOf(node)
  const hasNoRights = known(scene, 'adminRights')?.value === false
  return (demand !== undefined && hasNoRights) || (demand === 'server' && known(scene, 'personRole')?.value === 'user')
}

/** What has to be asked before a step is shown: once in a conversation, and only what no text told. */
export function rightsToAsk(scene: Scene, node: GraphNode): Demand | undefined {
  const { state } = scene
  const demand = demandOf(node)
  const isRunning = state.asking?.kind === 'fact' && isRight(state.asking.fact)
  if (demand === undefined || (state.said.includes('rights') && !isRunning)) return undefined
  const isTold = known(scene, 'personRole')?.value === 'itStaff' || state.unknown.some(isRight)
  const isOpen = known(scene, 'adminRights') === undefined || demand === 'server'
  return isOpen && !isTold && !isBeyond(scene, node) ? demand : undefined
}

/** The two facts that tell who is asking. */
export const isRight = (fact: string): boolean => fact === 'adminRights' || fact === 'personRole'

// Further on the path depends on the answers.
const FARTHEST = 6

/** Tells whether one of the next ways from a node leads to a step on a server. */
export function leadsToServer(scene: Scene, from: string): boolean {
  const { nodes } = graphOf(scene)
  let level = [from]
  for (let depth = 0; depth < FARTHEST; depth += 1) {
    const here = level.flatMap((id) => (Object.hasOwn(nodes, id) ? (nodes[id] ?? []) : []))
    if (here.some((node) => demandOf(node) === 'server')) return true
    level = [...new Set(here.flatMap(({ choices }) => choices.map(({ target }) => target)))]
  }
  return false
}

/** Where people without rights go on: what helps without them; nothing on a server, or when they have been there. */
export function entryWithoutRights(scene: Scene): string | undefined {
  const entry = Object.keys(scene.knowledge.graph.nodes).find((id) => id.startsWith(`${WITHOUT_RIGHTS}#`))
  const at = nodeOf(scene, scene.state.node)
  const isServer = at !== undefined && demandOf(at) === 'server' && known(scene, 'adminRights')?.value !== false
  const wasThere = scene.state.trail.some(({ node }) => node.startsWith(`${WITHOUT_RIGHTS}#`))
  return isServer || wasThere ? undefined : entry
}

/** Hands a step that is beyond the person to somebody who can do it. */
export function handUp(scene: Scene, node: GraphNode): View {
  const { says, buttons } = scene.language
  return offerPerson(scene, [says.beyondYou(node.title, demandOf(node) ?? 'rights')], undefined, [
    { pick: 'skip', label: buttons.skip },
  ])
}

const isWithoutRights = ({ provenance }: GraphNode) => provenance.document === WITHOUT_RIGHTS
