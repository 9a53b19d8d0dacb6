import { createDraft, type Draft, type OpenFacts, type Place, put, type Reader } from '../draft.ts'
import type { Label } from '../grammar/labels.ts'
import { findBlocks, type LicenceBlock } from '../grammar/licence-blocks.ts'
import { readBlock } from '../grammar/licence-facts.ts'
import type { Line } from '../lines.ts'
import { optionRun } from './command-line.ts'

const DETAILS: Label[] = [
  'serviceVersion',
  'activationId',
  'applicationId',
  'extendedPid',
  'rearmCount',
  'trustedTime',
  'keyChannel',
  'useLicenseUrl',
]
const HOST: Label[] = ['currentCount', 'listeningPort', 'totalRequests', 'failedRequests', 'requestsWith']
const HOST_LINE = /^key management service (?:is enabled|cumulative)/

/** What `/dstatus`, `/dstatusall`, `/act` of ospp.vbs and `/dlv`, `/dli` of slmgr.vbs print about products. */
export const licences: Reader = {
  read: readLicences,
}

function readLicences(lines: readonly Line[]): Draft[] {
  const drafts = new Map<string, Draft>()
  const option = optionRun(lines, 'ospp')
  const all = findBlocks(lines).flatMap((block): ReadBlock[] => {
    if (isErrorAlone(block)) return []
    const tool = toolOf(block, option)
    return [{ block, tool, facts: readBlock(block, tool) }]
  })
  const isWithoutKey = createSpareFinder(all)
  for (const { block, tool, facts } of all) {
    const draft = drafts.get(tool) ?? createDraft(tool)
    drafts.set(tool, draft)
    if (!block.isOspp) readHostLines(block, { facts, tool })
    const place: Place = { facts, tool, line: block.lines[0] }
    finish(block, place)
    if (isWithoutKey(block, facts)) {
      put(place, 'informational', true)
      draft.fields.push(...block.lines)
    }
    draft.products.push({ name: nameOf(facts), facts: moveRole(draft, facts) })
    draft.claimed.push(...block.lines)
    if (facts.informational) draft.quiet.push(...block.lines)
  }
  return [...drafts.values()]
}

type ReadBlock = { block: LicenceBlock; tool: string; facts: OpenFacts }

/** Tells licences without a key: every edition has them, and beside one with a key they are no fault. */
function createSpareFinder(all: readonly ReadBlock[]): (block: LicenceBlock, facts: OpenFacts) => boolean {
  const familyOf = ({ isOspp, run }: LicenceBlock, { product }: OpenFacts): string =>
    `${run} ${product?.value ?? (isOspp ? 'office' : '')}`
  const keyed = new Set<string>()
  for (const { block, facts } of all) if (facts.partialKey) keyed.add(familyOf(block, facts))
  return (block, facts) =>
    facts.licenseStatus?.value === 'unlicensed' && !facts.partialKey && keyed.has(familyOf(block, facts))
}

function isErrorAlone(block: LicenceBlock): boolean {
  const isLicensed = /as licensed|as the status is licensed/i.test(block.values.get('errorCode')?.text ?? '')
  return !isLicensed && [...block.values.keys()].every((label) => label === 'errorCode' || label === 'errorDescription')
}

const WMI: Label[] = ['wmiStatus', 'wmiReason', 'wmiKey', 'wmiGrace', 'wmiHostSet', 'wmiHostFromDns']

function toolOf(block: LicenceBlock, option: string | undefined): string {
  const { values } = block
  if (WMI.some((label) => values.has(label))) return 'wmi.product'
  if (!block.isOspp)
    return DETAILS.some((label) => values.has(label)) || HOST.some((label) => values.has(label))
      ? 'slmgr.dlv'
      : 'slmgr.dli'
  if (block.isAct || option === '/act') return 'ospp.act'
  const isLicensed = /licensed/i.test(values.get('errorCode')?.text ?? '')
  const hasState = values.has('licenseStatus') || values.has('remainingGrace') || isLicensed
  if (!hasState && values.has('errorCode')) return 'ospp.act'
  return option === '/dstatusall' ? 'ospp.dstatusall' : 'ospp.dstatus'
}

function readHostLines(block: LicenceBlock, place: Place): void {
  const line = block.lines.find(({ lower }) => HOST_LINE.test(lower))
  if (line) put({ ...place, line }, 'machineRole', 'kmsHost')
}

/** What follows from several values of a block together. */
function finish(block: LicenceBlock, place: Place): void {
  const { facts } = place
  const isHost = facts.machineRole?.value === 'kmsHost' || HOST.some((label) => block.values.has(label))
  const isLicensed = facts.licenseStatus?.value === 'licensed'
  if (isHost) {
    facts.machineRole = { ...(facts.machineRole ?? { from: place.tool }), value: 'kmsHost' }
    if (facts.licenseStatus) put(place, 'hostLicensed', isLicensed)
    const { product, officeVersion } = facts
    if (product)
      put(place, 'hostProducts', [
        product.value === 'office' ? `Office ${officeVersion?.value ?? ''}`.trim() : 'Windows',
      ])
  }
  if (facts.errorCode && isLicensed) put(place, 'informational', true)
  if (place.tool === 'ospp.act') {
    const isDone = block.outcome === 'succeeded' || facts.errorCode?.value === '0x0'
    if (isDone || facts.errorCode) put(place, 'commandSucceeded', isDone)
  }
}

/** The role is the machine's, not the product's; a host of one product is a host. */
function moveRole(draft: Draft, facts: OpenFacts): OpenFacts {
  const { machineRole, ...own } = facts
  if (!machineRole) return facts
  if (!draft.facts.machineRole || machineRole.value === 'kmsHost') draft.facts.machineRole = machineRole
  return own
}

function nameOf(facts: OpenFacts): string {
  const { licenseName, product, officeVersion, edition } = facts
  const family = /^[^,]+/.exec(String(licenseName?.value ?? ''))?.[0]
  const plain = product?.value === 'office' ? `Office ${officeVersion?.value ?? ''}` : product ? 'Windows' : 'product'
  return [family ?? plain.trim(), edition?.value].filter((part) => part !== undefined).join(', ')
}
