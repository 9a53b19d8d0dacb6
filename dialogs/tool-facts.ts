import { type Command, FACTS, type FactName, type GraphNode } from '../knowledge/index.ts'

// What each tool's output tells, best first; `knowledge/evidence/readers` reads it.
const TELLS: readonly (readonly [RegExp, readonly FactName[]])[] = [
  [/12288/, ['innerCode', 'kmsHostAsked', 'kmsPortAsked', 'clientMachineId']],
  [/_vlmcs/i, ['srvRecord', 'kmsHostsPublished', 'kmsPortPublished']],
  [
    /ospp\.vbs"? \/dstatus/i,
    [
      'licenseStatus',
      'licenseChannel',
      'licenseName',
      'activationMethod',
      'partialKey',
      'officeVersion',
      'hostCaching',
    ],
  ],
  [/ospp\.vbs"? \/dcmid/i, ['clientMachineId']],
  [/slmgr\.vbs \/dl[iv]/i, ['licenseStatus', 'licenseChannel', 'activationMethod', 'partialKey']],
  [/slmgr\.vbs \/dl[iv]/i, ['hostLicensed', 'currentCount', 'listeningPort', 'dnsPublishing']],
  [/test-netconnection|^telnet|^psping/i, ['portReachable']],
  [/^ping/i, ['hostAnswersPing', 'kmsHostTested']],
  [/^sc(\.exe)? query/i, ['serviceState']],
  [/^hostname/i, ['clientName']],
  [/^ipconfig/i, ['dnsSuffix', 'dnsServer']],
  [/^w32tm/i, ['clockDifference']],
  [/^(ver|winver)\b/i, ['windowsVersion']],
]

const toldBy = new WeakMap<Command, FactName[]>()

/** The facts that the output of a command tells. On a PC the counters of a host are not printed. */
function factsOfCommand(command: Command): FactName[] {
  const known = toldBy.get(command)
  if (known) return known
  const told = TELLS.flatMap(([pattern, facts]) => (pattern.test(command.template) ? facts : []))
  const printed = told.filter((fact) => FACTS[fact].scope !== 'kmsHost' || command.runOn === 'kmsHost')
  toldBy.set(command, printed)
  return printed
}

/** The questions that a step leads to at once. */
export function questionsAfter(nodes: Readonly<Record<string, GraphNode>>, node: GraphNode): [number, GraphNode][] {
  return node.choices.flatMap(({ target }, index): [number, GraphNode][] => {
    const next = Object.hasOwn(nodes, target) ? nodes[target] : undefined
    return next?.kind === 'question' && next.fact !== undefined ? [[index, next]] : []
  })
}

/** The facts that a step which only looks shall bring: what the next questions ask, and what its tools print. */
export function factsSought(nodes: Readonly<Record<string, GraphNode>>, node: GraphNode): FactName[] {
  const asked = questionsAfter(nodes, node).flatMap(([, { fact }]) => fact ?? [])
  const told = node.commands.flatMap(factsOfCommand)
  return [...new Set([...asked, ...told])]
}

/** Tells whether a step changes nothing. */
export function isLookUp(node: GraphNode | undefined): node is GraphNode {
  if (node?.kind !== 'step' || (node.risk ?? 'reads') !== 'reads') return false
  return node.commands.every(({ risk }) => risk === 'reads')
}
