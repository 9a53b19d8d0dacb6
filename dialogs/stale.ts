import { FACTS, type FactName, type GraphNode } from '../knowledge/index.ts'
import type { Scene } from './scene.ts'
import type { ConversationState } from './state.ts'

/** What a machine shows now and what a fix changes; another value later is progress, not a contradiction. */
export const PASSING: readonly FactName[] = [
  'licenseStatus',
  'graceDays',
  'errorCode',
  'innerCode',
  'wrapperCode',
  'informational',
  'srvRecord',
  'srvRecordMatches',
  'kmsHostsPublished',
  'kmsPortPublished',
  'kmsHostSet',
  'kmsPortSet',
  'portReachable',
  'portsMatch',
  'listeningPort',
  'currentCount',
  'countRises',
  'totalRequests',
  'failedRequests',
  'hostLicensed',
  'serviceState',
  'dnsPublishing',
  'hostCaching',
  'partialKey',
  'licenseChannel',
  'licenseName',
  'skuId',
  'machineRole',
  'clockDifference',
  'setupKey',
  'commandSucceeded',
  'commandOption',
]

// With another host set, what was seen of the one before says nothing any more.
const OF_THE_HOST_ASKED: readonly FactName[] = ['kmsHostAsked', 'kmsPortAsked', 'kmsHostCorrect', 'kmsHostSource']
const SETS_THE_HOST = /\/(sethst|remhst|setprt|skms|ckms)\b/i

/** Marks what a change on a machine makes doubtful, so that it is looked at again. */
export function outdate(scene: Scene, node: GraphNode, machines: ReadonlySet<string>): void {
  if (machines.size === 0) return
  const { state } = scene
  const touched = (fact: FactName) => FACTS[fact].scope !== 'kmsHost' || machines.has('kmsHost')
  const isAnotherHost = node.commands.some(({ template }) => SETS_THE_HOST.test(template))
  const candidates = [
    ...PASSING.filter((fact) => fact !== 'listeningPort'),
    ...(isAnotherHost ? OF_THE_HOST_ASKED : []),
  ]
  const doubtful = candidates.filter((fact) => fact in state.facts && touched(fact) && !isSeenSince(scene, fact))
  state.stale = [...new Set([...state.stale, ...doubtful])]
  state.seen = undefined
}

/** Notes what is told while a step is on the screen, ready to be run: it is how things are after the step. */
export function noteSeen({ state }: Scene, facts: readonly FactName[]): void {
  const isShown = state.asking?.kind === 'way' || state.asking?.kind === 'solved'
  if (state.node === undefined || !isShown || facts.length === 0) return
  state.seen = { node: state.node, facts: [...new Set([...seenAt(state), ...facts])] }
}

const isSeenSince = ({ state, taught }: Scene, fact: FactName): boolean =>
  taught.has(fact) || seenAt(state).includes(fact)

const seenAt = ({ seen, node }: ConversationState): FactName[] => (seen && seen.node === node ? seen.facts : [])
