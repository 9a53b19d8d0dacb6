import type { GraphNode } from '../knowledge/index.ts'
import { offerPerson } from './escalate.ts'
import { known, nodeOf, type Scene } from './scene.ts'
import type { View } from './view.ts'

// The procedure for people without administrator rights; documents without it go to a person at once.
const WITHOUT_RIGHTS = 'no-admin-rights'

/** Tells whether a step is beyond the person: it needs rights they do not have, or a server they do not run. */
export function isBeyond(scene: Scene, node: GraphNode): boolean {
  if (node.kind === 'question' || node.kind === 'escalation' || isWithoutRights(node)) return false
  const machines = [node.runOn, ...node.commands.map(({ runOn }) => runOn)]
  const hasNoRights = known(scene, 'adminRights')?.value === false
  const isUser = known(scene, 'personRole')?.value === 'user'
  if (machines.includes('kmsHost') || machines.includes('dnsServer')) return hasNoRights || isUser
  return hasNoRights && (node.elevated === true || node.commands.some(({ elevated }) => elevated))
}

/** Where people without rights go on: what helps without them; nothing on a server, or when they have been there. */
export function entryWithoutRights(scene: Scene): string | undefined {
  const entry = Object.keys(scene.knowledge.graph.nodes).find((id) => id.startsWith(`${WITHOUT_RIGHTS}#`))
  const at = nodeOf(scene, scene.state.node)
  const isServer = at?.runOn === 'kmsHost' || at?.runOn === 'dnsServer'
  const wasThere = scene.state.trail.some(({ node }) => node.startsWith(`${WITHOUT_RIGHTS}#`))
  return isServer || wasThere ? undefined : entry
}

/** Hands a step that is beyond the person to somebody who can do it. */
export function handUp(scene: Scene, node: GraphNode): View {
  const { says, buttons } = scene.language
  const isServer = node.runOn === 'kmsHost' || node.runOn === 'dnsServer'
  return offerPerson(scene, [says.beyondYou(node.title, isServer ? 'server' : 'rights')], undefined, [
    { pick: 'skip', label: buttons.skip },
  ])
}

const isWithoutRights = ({ provenance }: GraphNode) => provenance.document === WITHOUT_RIGHTS
