import { FACTS, type FactName, type Facts, type Known } from '../facts.ts'
import type { OpenFacts } from './draft.ts'
import type { Focus, ProductReading, Reading } from './evidence.ts'
import { isSpare } from './spare.ts'

// Who knows best, best first: what the client logged, what the host logged, what a tool printed, what a person says.
const RANKS = [
  'event.12288',
  'ospp.dhistorykms',
  'event.12290',
  'event.12293',
  'ospp.',
  'slmgr.',
  'nslookup.',
  'event.',
  'settings',
  'slui',
  'vamt',
]
const PROSE = 'words'
const INNER = new Set(['event.12288', 'ospp.dhistorykms', 'event.12290'])
const CODES = new Set<FactName>(['errorCode', 'innerCode', 'wrapperCode', 'informational'])

type Candidate = { tool: string; product: ProductReading }

/** Merges what all readers found into the facts of the case. */
export function merge(readings: readonly Reading[]): { facts: Facts; focus?: Focus } {
  const ranked = [...readings].sort((a, b) => rank(a.tool) - rank(b.tool))
  const inner = innerReading(ranked)
  const { focus, chosen } = chooseProduct(ranked, inner)
  const facts: OpenFacts = {}
  mergeCodes(facts, ranked, { chosen: chosen?.product.facts, inner })
  for (const { facts: own } of ranked) {
    const isOther = chosen !== undefined && isOtherProduct(own, chosen.product.facts)
    for (const [name, known] of entries(own)) {
      if (CODES.has(name) || facts[name] || (FACTS[name].scope === 'product' && isOther)) continue
      facts[name] = known
    }
    if (chosen && !isOther) addMissing(facts, chosen.product.facts)
  }
  if (chosen) {
    addMissing(facts, chosen.product.facts)
    addHostFacts(facts, ranked, chosen.product.facts)
  }
  settleRole(facts, ranked)
  return focus ? { facts, focus } : { facts }
}

function rank(tool: string): number {
  if (tool === PROSE) return RANKS.length + 1
  const at = RANKS.findIndex((prefix) => tool.startsWith(prefix))
  return at === -1 ? RANKS.length : at
}

function entries(facts: Facts): [FactName, Known][] {
  return Object.entries(facts) as [FactName, Known][]
}

function addMissing(facts: OpenFacts, more: Facts): void {
  for (const [name, known] of entries(more)) {
    if (!CODES.has(name) && !facts[name]) facts[name] = known
  }
}

// The same for all products of a host.
const OF_THE_MACHINE = new Set<FactName>(['listeningPort', 'dnsPublishing', 'hostDiscoverable'])

/** What a host printed about itself stands among its products, also where a client is the case. */
function addHostFacts(facts: OpenFacts, ranked: readonly Reading[], chosen: Facts): void {
  for (const { products = [] } of ranked) {
    for (const { facts: own } of products) {
      const isSame = own.product?.value === chosen.product?.value && !isOtherVersion(own, chosen)
      for (const key in own) {
        const name = key as FactName
        if (FACTS[name].scope !== 'kmsHost' || facts[name] || !(isSame || OF_THE_MACHINE.has(name))) continue
        const known = own[name]
        if (known) facts[name] = known
      }
    }
  }
}

function isOtherVersion(one: Facts, other: Facts): boolean {
  return one.officeVersion?.value !== other.officeVersion?.value && one.officeVersion !== undefined
}

function isOtherProduct(one: Facts, chosen: Facts): boolean {
  if (one === chosen) return false
  if (one.product && chosen.product && one.product.value !== chosen.product.value) return true
  if (one.officeVersion && chosen.officeVersion && one.officeVersion.value !== chosen.officeVersion.value) return true
  return one.skuId !== undefined && chosen.skuId !== undefined && one.skuId.value !== chosen.skuId.value
}

/** Which product matters: the one that fails, else the one without a licence, else the first. */
function chooseProduct(ranked: readonly Reading[], inner: Facts | undefined): { focus?: Focus; chosen?: Candidate } {
  const all = ranked.flatMap(({ tool, products = [] }) => products.map((product) => ({ tool, product })))
  // An event names its product by an id only; a tool that tells more about the same product says it better.
  const told = all.filter(({ tool }) => !tool.startsWith('event.'))
  const others = all.filter(
    (one) =>
      one.tool.startsWith('event.') && !told.some((two) => !isOtherProduct(one.product.facts, two.product.facts)),
  )
  const candidates = [...told, ...others]
  const failing = inner
    ? (candidates.find(({ product }) => !isOtherProduct(inner, product.facts)) ?? candidates.find(hasFailed))
    : candidates.find(hasFailed)
  const unlicensed = candidates.find(({ product }) => {
    const status = product.facts.licenseStatus?.value
    return status !== undefined && status !== 'licensed' && !isSpare(product.facts)
  })
  const chosen = failing ?? unlicensed ?? candidates.find(({ product }) => !isSpare(product.facts)) ?? candidates[0]
  if (!chosen) return {}
  const why = candidates.length === 1 ? 'only' : failing ? 'failing' : unlicensed ? 'unlicensed' : 'first'
  return { chosen, focus: { product: chosen.product.name, why } }
}

function hasFailed({ product }: Candidate): boolean {
  return isFailing(product.facts)
}

function isFailing(facts: Facts): boolean {
  return facts.errorCode !== undefined && facts.errorCode.value !== '0x0' && !facts.informational
}

/** The event whose code decides. What a host logged about another client is another case. */
function innerReading(ranked: readonly Reading[]): Facts | undefined {
  const asked = ranked.find(({ tool }) => tool === 'event.12288')?.facts.clientMachineId
  return ranked.find(({ tool, facts }) => {
    const isAnother = tool === 'event.12290' && asked !== undefined && facts.clientMachineId?.value !== asked.value
    return INNER.has(tool) && !isAnother && isFailing(facts)
  })?.facts
}

type Deciding = { chosen: Facts | undefined; inner: Facts | undefined }

/** The code inside an event decides over the one that the tool printed around it. */
function mergeCodes(facts: OpenFacts, ranked: readonly Reading[], { chosen, inner }: Deciding): void {
  const printed = ranked.filter(({ tool }) => !INNER.has(tool)).flatMap((one) => [one.facts, ...factsOfProducts(one)])
  const events = ranked.filter(({ tool }) => INNER.has(tool)).map((one) => one.facts)
  const outer = [...(chosen && !events.includes(chosen) ? [chosen] : []), ...printed].find(isFailing)
  const calm = [...(chosen ? [chosen] : []), ...events, ...printed].find((own) => own.errorCode && !isSpare(own))
  const deciding = inner?.errorCode ?? outer?.errorCode ?? calm?.errorCode
  // Somebody says in words what stands first in the event.
  const said = printed.find((own) => own.innerCode)?.innerCode
  if (said && !inner?.innerCode) facts.innerCode = said
  if (!deciding) return
  facts.errorCode = deciding
  if (inner?.innerCode) facts.innerCode = inner.innerCode
  if (inner && outer?.errorCode && outer.errorCode.value !== deciding.value) facts.wrapperCode = outer.errorCode
  if (!inner && !outer && calm?.informational) facts.informational = calm.informational
}

function factsOfProducts({ products = [] }: Reading): Facts[] {
  return products.map((product) => product.facts)
}

/** A paste from a client and one from its host: the case is the client's. */
function settleRole(facts: OpenFacts, ranked: readonly Reading[]): void {
  const roles = new Set(
    ranked.flatMap(({ facts: own, products = [] }) =>
      [own, ...products.map((one) => one.facts)].map((one) => one.machineRole?.value),
    ),
  )
  if (roles.has('client') && roles.has('kmsHost')) facts.machineRole = { value: 'client', from: 'derived' }
}
