import {
  type DialogGraph,
  FACTS,
  type FactName,
  type Facts,
  type FactTable,
  type FactValue,
  holds,
  type Known,
  SETUP_KEYS,
  type SetupKey,
} from '../knowledge/index.ts'
import { isInside, withoutPort } from './trust.ts'

/** What a table comes to: its value, or the facts that are still needed to choose a row. */
export type LookUp = { value?: string; needs: FactName[] }

type Row = FactTable['rows'][number]

/** The rows of a table that what is known does not rule out. */
export function openRows(table: FactTable, valueFor: (fact: FactName) => FactValue | undefined): Row[] {
  return table.rows.filter((row) =>
    table.by.every((fact, column) => {
      const value = valueFor(fact)
      return value === undefined || cellHolds(row.is[column] ?? '', value)
    }),
  )
}

/** Tells whether a table is about the product: one by Office version says nothing of Windows. */
export function suits(table: FactTable, product: FactValue | undefined): boolean {
  return product !== 'windows' || !table.by.some((fact) => fact === 'officeVersion' || fact === 'officeBits')
}

/** Reads a table with what is known. Rows that agree need no further fact. */
export function lookUp(table: FactTable, valueFor: (fact: FactName) => FactValue | undefined): LookUp {
  const rows = openRows(table, valueFor)
  const value = rows[0]?.value
  // A table cannot list all editions or codes, so such a fact must be named: another edition's key would be refused.
  const unnamed = table.by.filter((fact) => OPEN_KINDS.includes(FACTS[fact].type.kind) && valueFor(fact) === undefined)
  if (rows.length === 0) return { needs: [] }
  if (unnamed.length === 0 && rows.every((row) => row.value === value)) return { value, needs: [] }
  const differing = (fact: FactName, column: number) =>
    valueFor(fact) === undefined && (unnamed.includes(fact) || new Set(rows.map((row) => row.is[column])).size > 1)
  return { needs: table.by.filter(differing) }
}

const OPEN_KINDS: readonly string[] = ['text', 'code']

function cellHolds(cell: string, value: FactValue): boolean {
  if (cell === '' || cell === '*') return true
  return holds(cell, value) || cell.split('|').some((one) => sameWords(one, String(value)))
}

// "ProPlus", "Professional Plus" and "professional-plus" are one edition.
const sameWords = (left: string, right: string) => editionWords(left) === editionWords(right)

function editionWords(edition: string): string {
  return edition
    .toLowerCase()
    .replace(/professional/g, 'pro')
    .replace(/\b(office|ltsc|volume|edition|vl)\b/g, '')
    .replace(/[^a-z0-9]/g, '')
    .replace(/vl$/, '')
}

/** A fact that follows from others; derived anew whenever it is needed, so a correction corrects it too. */
export function derive(
  graph: DialogGraph,
  facts: Facts,
  fact: FactName,
  above: readonly FactName[] = [],
): Known | undefined {
  const path = [...above, fact]
  const valueFor = (name: FactName) =>
    facts[name]?.value ?? (path.includes(name) ? undefined : derive(graph, facts, name, path)?.value)
  for (const table of graph.tables) {
    const value = table.gives === fact && suits(table, facts.product?.value) ? lookUp(table, valueFor).value : undefined
    if (value !== undefined) return { value: typed(fact, value), from: 'derived' }
  }
  const value = DERIVED[fact]?.(facts)
  return value === undefined ? undefined : { value, from: fact === 'kmsPortIntended' ? 'default' : 'derived' }
}

// A table is text; a yes or no in it is one.
const typed = (fact: FactName, value: string): FactValue =>
  FACTS[fact].type.kind === 'boolean' ? value === 'true' : value

const DERIVED: { [fact in FactName]?: (facts: Facts) => FactValue | undefined } = {
  product: ({ officeVersion }) => (officeVersion ? 'office' : undefined),
  windowsBits: ({ officeBits }) => (officeBits?.value === '64' ? '64' : undefined),
  officeBits: ({ windowsBits }) => (windowsBits?.value === '32' ? '32' : undefined),
  setupKey: publishedKey,
  // Who names the host to use, or tells what it counts, has one; a laptop at home is none.
  kmsHostExists: (facts) => (SIGNS_OF_A_HOST.some((fact) => facts[fact] !== undefined) ? true : undefined),
  officeOnKmsHost: ({ personRole, adminRights, network, computerCount }) => {
    const isOutside = ['remote', 'vpn', 'never'].some((one) => network?.value === one)
    const isUsers = personRole?.value === 'user' || adminRights?.value === false
    return isOutside || isUsers || Number(computerCount?.value) > 1 ? false : undefined
  },
  kmsHostIntended: (facts) => {
    const { kmsHostCorrect, kmsHostAsked, kmsHostAddress } = facts
    // The address that somebody gives is the host they mean; one that a tool printed may be any.
    const address = kmsHostAddress?.from === 'words' ? kmsHostAddress.value : undefined
    const host = kmsHostCorrect?.value === true ? kmsHostAsked?.value : address
    return host !== undefined && isInside(String(host), facts) ? host : undefined
  },
  kmsPortIntended: () => USUAL_PORT,
  countRises,
  hostPrepared: ({ hostProducts, officeVersion }) => {
    const names = Array.isArray(hostProducts?.value) ? hostProducts.value.join() : ''
    const isOther = officeVersion && /office \d/i.test(names) && !names.includes(String(officeVersion.value))
    return isOther ? false : undefined
  },
  severalHostsPublished: ({ kmsHostsPublished }) =>
    Array.isArray(kmsHostsPublished?.value) ? new Set(kmsHostsPublished.value.map(withoutPort)).size > 1 : undefined,
  portsMatch: ({ listeningPort, kmsPortAsked, kmsPortTested, kmsPortPublished }) => {
    const used = kmsPortAsked ?? kmsPortTested ?? kmsPortPublished
    return listeningPort && used ? Number(listeningPort.value) === Number(used.value) : undefined
  },
  discoveryWanted: (facts) => (isPublished(facts, facts.kmsHostIntended) ? 'dns' : undefined),
  kmsHostCorrect: ({ kmsHostIntended, kmsHostAsked }) =>
    kmsHostIntended && kmsHostAsked ? sameHost(String(kmsHostIntended.value), String(kmsHostAsked.value)) : undefined,
  // The host that somebody wants for this Office is meant for it, any other is not.
  hostIntendedForOffice: ({ product, kmsHostIntended, kmsHostAsked }) =>
    product?.value === 'office' && kmsHostIntended && kmsHostAsked
      ? sameHost(String(kmsHostIntended.value), String(kmsHostAsked.value))
      : undefined,
  // Where the wanted host is another one than the host that was asked, there is another one.
  otherKmsHostAvailable: ({ kmsHostIntended, kmsHostAsked }) =>
    kmsHostIntended && kmsHostAsked && !sameHost(String(kmsHostIntended.value), String(kmsHostAsked.value))
      ? true
      : undefined,
  srvRecordCorrect: ({ kmsPortPublished, kmsPortIntended, listeningPort, listeningPortCorrect }) => {
    const isUsed = listeningPort && Number(listeningPort.value) === Number(kmsPortPublished?.value)
    const right = kmsPortIntended ?? (listeningPortCorrect?.value === true || isUsed ? listeningPort : undefined)
    return kmsPortPublished && right ? Number(kmsPortPublished.value) === Number(right.value) : undefined
  },
  // A host that listens where DNS sends the PCs listens on the right port.
  listeningPortCorrect: ({ listeningPort, kmsPortIntended, kmsPortPublished }) => {
    if (listeningPort && kmsPortIntended) return Number(listeningPort.value) === Number(kmsPortIntended.value)
    return listeningPort && Number(listeningPort.value) === Number(kmsPortPublished?.value) ? true : undefined
  },
  srvRecordMatches: (facts) => {
    const { kmsHostAsked, kmsHostsPublished } = facts
    if (kmsHostAsked === undefined || !Array.isArray(kmsHostsPublished?.value)) return undefined
    return kmsHostsPublished.value.some((one: string) => isRecordOf(facts, String(kmsHostAsked.value), one))
  },
}

const SIGNS_OF_A_HOST: readonly FactName[] = [
  'kmsHostIntended',
  'currentCount',
  'listeningPort',
  'hostLicensed',
  'totalRequests',
]

// PCs with one CMID count as one, so more of them do not raise the count; where each of them is counted, it rises.
function countRises({ clientMachineIdShared, currentCount, computerCount }: Facts): boolean | undefined {
  if (clientMachineIdShared?.value === true) return false
  const isEachCounted = currentCount && computerCount && Number(currentCount.value) >= Number(computerCount.value)
  return isEachCounted && Number(computerCount.value) > 1 ? true : undefined
}

function isPublished({ kmsHostsPublished }: Facts, host: Known | undefined): boolean {
  const published = Array.isArray(kmsHostsPublished?.value) ? kmsHostsPublished.value : []
  return host !== undefined && published.some((one: string) => sameHost(one, String(host.value)))
}

// A record matches when its host and its port are the ones asked; a port that nobody told is the usual one.
function isRecordOf({ kmsPortAsked, kmsPortPublished }: Facts, asked: string, record: string): boolean {
  const published = portOf(record) ?? (kmsPortPublished ? Number(kmsPortPublished.value) : USUAL_PORT)
  return sameHost(record, asked) && published === Number(kmsPortAsked?.value ?? portOf(asked) ?? USUAL_PORT)
}

const USUAL_PORT = 1688

const portOf = (host: string) => {
  const port = host.slice(withoutPort(host).length + 1)
  return port === '' ? undefined : Number(port)
}

/** Tells whether two names are of one host: the PC may ask by short name what DNS publishes by full name. */
export function sameHost(left: string, right: string): boolean {
  const [one, other] = [withoutPort(left).toLowerCase(), withoutPort(right).toLowerCase()]
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}

/** The editions of a version that have a published setup key. */
export function publishedEditions(facts: Facts): string[] {
  return [...new Set(keysOfVersion(facts).map(({ edition }) => edition))]
}

function publishedKey(facts: Facts): string | undefined {
  const edition = facts.edition && editionWords(String(facts.edition.value))
  return edition ? keysOfVersion(facts).find((one) => editionWords(one.edition) === edition)?.key : undefined
}

function keysOfVersion(facts: Facts): SetupKey[] {
  const office = facts.officeVersion?.value
  const product = facts.product?.value ?? (office ? 'office' : 'windows')
  const version = String((product === 'office' ? office : facts.windowsVersion?.value) ?? '')
  if (!/^[\w.-]{1,20}$/.test(version)) return []
  const words = version
    .replace(/^server-/, 'server ')
    .replace(/-/g, ' ')
    .replace(/\./g, '\\.')
  const named = new RegExp(`\\b${words}(?!\\.\\d| r2)`, 'i')
  return SETUP_KEYS.filter((one) => one.product === product && named.test(one.name))
}
