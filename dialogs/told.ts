import type { FactName, Facts, GraphNode, Match } from '../knowledge/index.ts'
import { plainWords } from './intent.ts'
import { known, nodeOf, type Scene } from './scene.ts'

/** The facts of a text as they are meant at this place of the conversation. */
export function told(scene: Scene, text: string, match: Match): Facts {
  return asSeen(scene, text, ofTheHost(scene, withoutHints(scene, text, withoutDenied(text, match.facts))))
}

// "It is 2010, not 2013": what is denied in so many words is not learned.
function withoutDenied(text: string, facts: Facts): Facts {
  const words = plainWords(text)
  const denied = [...words.matchAll(/\bnot\s+(?:office\s+|windows\s+)?([\w.-]{2,20})/g)].map((found) => found[1])
  return pick(facts, (fact) => !denied.includes(String(facts[fact]?.value).toLowerCase()))
}

// The product of a case is settled; a tool's name in passing does not turn it, a correction does.
function withoutHints(scene: Scene, text: string, facts: Facts): Facts {
  const isHint = facts.product?.from === 'words' && known(scene, 'product') !== undefined
  const isCorrection = scene.language.hear.CORRECTION.test(plainWords(text))
  return isHint && !isCorrection ? pick(facts, (fact) => fact !== 'product') : facts
}

// At a step on the KMS host, the licence status that is told is the host's.
function ofTheHost(scene: Scene, facts: Facts): Facts {
  const { licenseStatus, machineRole } = facts
  const node = nodeOf(scene, scene.state.node)
  const isHost = machineRole?.value === 'kmsHost' || (machineRole === undefined && node !== undefined && isOnHost(node))
  if (licenseStatus === undefined || !isHost) return facts
  const asked = node && scene.knowledge.graph.nodes[node.choices[0]?.target ?? '']?.fact
  const fact: FactName = asked === 'otherHostLicensed' ? asked : 'hostLicensed'
  return {
    ...pick(facts, (one) => one !== 'licenseStatus'),
    [fact]: { ...licenseStatus, value: licenseStatus.value === 'licensed' },
  }
}

// A bare name in reply to a step that only looks is what was seen there, not what somebody wants.
function asSeen(scene: Scene, text: string, facts: Facts): Facts {
  const { kmsHostIntended } = facts
  const node = nodeOf(scene, scene.state.node)
  const isBare = !/\s/.test(text.trim())
  const isLook = node?.kind === 'step' && readsOnly(node)
  if (!isBare || !isLook || kmsHostIntended?.from !== 'words') return facts
  return { ...pick(facts, (fact) => fact !== 'kmsHostIntended'), kmsHostAsked: kmsHostIntended }
}

// Tells whether a step changes nothing.
function readsOnly(node: GraphNode): boolean {
  return (node.risk ?? 'reads') === 'reads' && node.commands.every(({ risk }) => risk === 'reads')
}

const isOnHost = (node: GraphNode) => (node.runOn ?? node.commands[0]?.runOn) === 'kmsHost'

function pick(facts: Facts, keeps: (fact: FactName) => boolean): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([fact]) => keeps(fact as FactName)))
}

/** Tells whether a text is what a step asked to look at: the output of its command, or a bare value seen there. */
export function isLookedUp(scene: Scene, match: Match, fresh: readonly FactName[]): boolean {
  const node = nodeOf(scene, scene.state.node)
  if (node?.kind !== 'step' || node.choices.length !== 1 || !readsOnly(node)) return false
  if (fresh.includes('kmsHostAsked')) return true
  return match.evidence.readings.some(({ tool }) => node.commands.some(({ template }) => isOutputOf(tool, template)))
}

// `ospp.dstatus` comes from a command with /dstatus, `nslookup.srv` from nslookup, `event.12288` from one about 12288.
function isOutputOf(tool: string, template: string): boolean {
  const [program = '', option] = tool.split('.')
  const command = template.toLowerCase()
  return (option !== undefined && command.includes(option)) || command.startsWith(program)
}
