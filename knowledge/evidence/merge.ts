import { FACTS, type FactName, type Facts, type Known } from '../facts.ts'
import type { OpenFacts } from './draft.ts'
import type { Focus, ProductReading, Reading } from './evidence.ts'

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
  const candidates = ranked.flatMap(({ tool, products = [] }) => products.map((product) => ({ tool, product })))
  const { focus, chosen } = chooseProduct(candidates)
  const facts: OpenFacts = {}
  mergeCodes(facts, ranked, chosen)
  for (const { facts: own } of ranked) {
    const isOther = chosen !== undefined && isOtherProduct(own, chosen.product.facts)
    for (const [name, known] of entries(own)) {
      if (CODES.has(name) || facts[name] || (FACTS[name].scope === 'product' && isOther)) continue
      facts[name] = known
    }
    if (chosen && !isOther) addMissing(facts, chosen.product.facts)
  }
  if (chosen) addMissing(facts, chosen.product.facts)
  preferNewerSource(facts, ranked)
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

function isOtherProduct(one: Facts, chosen: Facts): boolean {
  if (one === chosen) return false
  if (one.product && chosen.product && one.product.value !== chosen.product.value) return true
  if (one.officeVersion && chosen.officeVersion && one.officeVersion.value !== chosen.officeVersion.value) return true
  return one.skuId !== undefined && chosen.skuId !== undefined && one.skuId.value !== chosen.skuId.value
}

/** Which product matters: the one that fails, else the one without a licence, else the first. */
function chooseProduct(candidates: Candidate[]): { focus?: Focus; chosen?: Candidate } {
  const failing = candidates.find(({ product }) => isFailing(product.facts))
  const unlicensed = candidates.find(({ product }) => {
    const status = product.facts.licenseStatus?.value
    return status !== undefined && status !== 'licensed'
  })
  const chosen = failing ?? unlicensed ?? candidates[0]
  if (!chosen) return {}
  const names = new Set(candidates.map(({ product }) => product.name))
  const why = names.size === 1 ? 'only' : failing ? 'failing' : unlicensed ? 'unlicensed' : 'first'
  return { chosen, focus: { product: chosen.product.name, why } }
}

function isFailing(facts: Facts): boolean {
  return facts.errorCode !== undefined && facts.errorCode.value !== '0x0' && !facts.informational
}

/** The code inside an event decides over the one that the tool printed around it. */
function mergeCodes(facts: OpenFacts, ranked: readonly Reading[], chosen: Candidate | undefined): void {
  const inner = ranked.find(({ tool, facts: own }) => INNER.has(tool) && isFailing(own))
  const outer = [chosen?.product.facts, ...ranked.filter(({ tool }) => !INNER.has(tool)).map((one) => one.facts)].find(
    (own) => own && isFailing(own),
  )
  const calm = [chosen?.product.facts, ...ranked.map((one) => one.facts)].find((own) => own?.errorCode)
  const deciding = inner?.facts.errorCode ?? outer?.errorCode ?? calm?.errorCode
  if (!deciding) return
  facts.errorCode = deciding
  if (inner?.facts.innerCode) facts.innerCode = inner.facts.innerCode
  if (inner && outer?.errorCode && outer.errorCode.value !== deciding.value) facts.wrapperCode = outer.errorCode
  if (!inner && !outer && calm?.informational) facts.informational = calm.informational
}

/** A paste from a client and one from its host: whose count and whose address stands is clear, the role is not. */
function preferNewerSource(facts: OpenFacts, ranked: readonly Reading[]): void {
  const roles = new Set(
    ranked.flatMap(({ facts: own, products = [] }) =>
      [own, ...products.map((one) => one.facts)].map((one) => one.machineRole?.value),
    ),
  )
  if (roles.has('client') && roles.has('kmsHost')) facts.machineRole = { value: 'client', from: 'derived' }
}
