import type { FactName, Facts, Known } from '../../facts.ts'
import type { Product } from '../../graph.ts'
import { maskSecrets } from '../../redact/index.ts'
import type { OpenFacts } from '../draft.ts'
import type { Evidence } from '../evidence.ts'
import { normalise } from '../normalise.ts'
import { read } from '../read.ts'
import { unfoldHeadings } from './headings.ts'
import { sectionsOf } from './sections.ts'

/** Machines with the same trouble. */
export type FleetGroup = {
  /** The code that decides, `0xC004F074`, or where no code was printed the licence state, `notification`. */
  cause: string
  kind: 'code' | 'status'
  product?: Product
  /** Names in lower case, in the order of the paste, each once. */
  machines: string[]
  /** What is the same on all of them; lines are those of the first machine. */
  facts: Facts
}

/** What a paste of several machines shows. */
export type Fleet = {
  /** Trouble first, the group with most machines at the top; machines that are licensed come last. */
  groups: FleetGroup[]
  /** How many machines the paste shows. */
  machines: number
}

/** One machine and one product of it. */
type MachineCase = { machine: string; facts: Facts }

const ACTIVATIONS = new Set(['ospp.act', 'slmgr.ato'])
const MOST_MACHINES = 1000
const FEWEST_MACHINES = 2
const OF_ONE_MACHINE = new Set<FactName>(['clientName', 'clientMachineId', 'installationId', 'commandOption'])

/** Reads the outputs, or the export, of several machines; nothing for a paste about one machine. */
export function readFleet(paste: Evidence | string): Fleet | undefined {
  const masked = typeof paste === 'string' ? maskSecrets(normalise(paste)).masked : paste.masked
  const cases = [...casesOfSections(masked), ...casesOfTable(paste, masked)].filter(
    ({ facts }) => facts.machineRole?.value !== 'kmsHost',
  )
  const machines = new Set(cases.map(({ machine }) => machine)).size
  return machines < FEWEST_MACHINES ? undefined : { groups: groupsOf(cases), machines }
}

function casesOfTable(paste: Evidence | string, masked: string): MachineCase[] {
  if (typeof paste === 'string' && !/^[^\n]*[,;\t|][^\n]*[,;\t|]|pscomputername/im.test(masked)) return []
  const { readings } = typeof paste === 'string' ? read(masked) : paste
  return readings
    .flatMap(({ products = [] }) => products)
    .flatMap(({ facts }) => (facts.clientName ? [{ machine: String(facts.clientName.value), facts }] : []))
}

function casesOfSections(text: string): MachineCase[] {
  const { text: unfolded, lineOf } = unfoldHeadings(text)
  const sections = sectionsOf(unfolded).slice(0, MOST_MACHINES)
  if (sections.length < FEWEST_MACHINES) return []
  return sections.flatMap(({ machine, line, text: own }) =>
    casesOf(read(own)).map((facts) => ({ machine, facts: moveLines(facts, (own) => lineOf(line - 1 + own)) })),
  )
}

/** The case of the machine, and failing products of the other family beside it. */
function casesOf(evidence: Evidence): Facts[] {
  const bare = caseWithoutKey(evidence)
  if (bare) return [bare]
  const { facts } = evidence
  const others = evidence.readings
    .flatMap(({ products = [] }) => products)
    .filter((one) => one.facts.product && one.facts.product.value !== facts.product?.value && isTrouble(one.facts))
  return [facts, ...others.slice(0, 1).map((one) => one.facts)].filter((one) => causeOf(one) !== undefined)
}

// The message of this code says what ospp.vbs says without one where no key is installed.
const NO_KEY = '0xC004F014'

/** The case of a machine on which ospp.vbs found no key, and of which nothing else was read. */
function caseWithoutKey({ readings, facts }: Evidence): Facts | undefined {
  const answer = readings.find(({ tool }) => tool === 'ospp.dstatus')
  if (!answer || answer.products || causeOf(facts)) return undefined
  return { ...facts, errorCode: { value: NO_KEY, from: 'derived', line: answer.lines[0] } }
}

function moveLines(facts: Facts, lineOf: (own: number) => number): Facts {
  const moved: OpenFacts = {}
  for (const [name, known] of entries(facts))
    moved[name] = known.line === undefined ? known : { ...known, line: lineOf(known.line) }
  return moved
}

function causeOf(facts: Facts): { cause: string; kind: FleetGroup['kind'] } | undefined {
  const { errorCode, informational, licenseStatus, commandSucceeded } = facts
  if (errorCode && errorCode.value !== '0x0' && !informational) return { cause: String(errorCode.value), kind: 'code' }
  if (licenseStatus) return { cause: String(licenseStatus.value), kind: 'status' }
  const isActivated = ACTIVATIONS.has(commandSucceeded?.value === true ? commandSucceeded.from : '')
  return errorCode || isActivated ? { cause: 'licensed', kind: 'status' } : undefined
}

function isTrouble(facts: Facts): boolean {
  const cause = causeOf(facts)
  return cause !== undefined && cause.cause !== 'licensed'
}

function groupsOf(cases: readonly MachineCase[]): FleetGroup[] {
  const groups = new Map<string, FleetGroup>()
  for (const { machine, facts } of cases) {
    const found = causeOf(facts)
    if (!found) continue
    const product = productOf(facts)
    const key = `${found.cause} ${product ?? ''}`
    const group = groups.get(key)
    if (!group) groups.set(key, { ...found, ...(product && { product }), machines: [machine], facts: common(facts) })
    else {
      if (!group.machines.includes(machine)) group.machines.push(machine)
      group.facts = common(group.facts, facts)
    }
  }
  const isHealthy = ({ cause }: FleetGroup): number => Number(cause === 'licensed')
  return [...groups.values()].sort(
    (one, other) => isHealthy(one) - isHealthy(other) || other.machines.length - one.machines.length,
  )
}

function productOf({ product }: Facts): Product | undefined {
  return product?.value === 'office' || product?.value === 'windows' ? product.value : undefined
}

/** The facts that two machines share. */
function common(one: Facts, other: Facts = one): Facts {
  const shared: OpenFacts = {}
  for (const [name, known] of entries(one)) {
    if (!OF_ONE_MACHINE.has(name) && String(other[name]?.value) === String(known.value)) shared[name] = known
  }
  return shared
}

function entries(facts: Facts): [FactName, Known][] {
  return Object.entries(facts) as [FactName, Known][]
}
