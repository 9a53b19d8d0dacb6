import { createDraft, type Draft, type OpenFacts, type Place, put, putAll } from '../draft.ts'
import { claimEvents, entriesOf, type Info, newest, putFlags } from '../grammar/event-info.ts'
import { factsOfId, licenseStatus } from '../grammar/product.ts'
import { guidIn, hostAndPort } from '../grammar/values.ts'

const TOOL = 'event.12288'

/** Event 12288: what the client asked which host, and the code that came of it. */
export function readRequests(events: Info[], isOfficeService: boolean): Draft | undefined {
  const event = newest(events, 4, ({ machine, fields }) => `${machine ?? fields[3]} ${fields[8]}`)
  if (!event) return undefined
  const draft = createDraft(TOOL)
  claimEvents(draft, events)
  draft.facts = readRequest(event, isOfficeService)
  draft.entries = entriesOf(events, (one) => readRequest(one, isOfficeService))
  const name = productName(draft.facts)
  if (name) draft.products.push({ name, facts: draft.facts })
  return draft
}

function readRequest(event: Info, isOfficeService: boolean): OpenFacts {
  const facts: OpenFacts = {}
  const [, flags = '', target = '', id = '', , vm, status = ''] = event.fields
  const sku = skuOf(event.fields.slice(4)) ?? event.fields[8] ?? ''
  const count = /^(?:5|25)\b/.exec(countOf(event.fields.slice(5)) ?? '')?.[0]
  const place: Place = { facts, tool: TOOL, line: event.line }
  const { host, port } = hostAndPort(target)
  put({ ...place, printed: event.printed }, 'errorCode', event.code)
  put(place, 'innerCode', event.code === '0x0' ? undefined : event.code)
  putAll(place, { kmsHostAsked: host, kmsPortAsked: port, clientMachineId: guidIn(id), skuId: guidIn(sku) })
  put({ ...place, printed: status }, 'licenseStatus', licenseStatus(status))
  if (vm === '0' || vm === '1') put({ ...place, printed: vm }, 'virtualMachine', vm === '1')
  putAll(place, { requiredCount: count, machineRole: 'client', clientName: event.machine })
  putAll(place, factsOfId(guidIn(sku) ?? ''))
  if (isOfficeService) put(place, 'product', 'office')
  if (count === '25') put(place, 'product', 'windows')
  put(place, 'activationMethod', 'kms')
  putFlags(place, flags)
  return facts
}

/** The count stands behind the id of the licence; where there is none, it is the last field. */
function countOf(fields: string[]): string | undefined {
  const id = fields.findIndex((field) => guidIn(field))
  return id === -1 ? fields.findLast((field) => field !== '') : fields[id + 1]
}

function skuOf(fields: string[]): string | undefined {
  return fields.find((field) => Object.keys(factsOfId(guidIn(field) ?? '')).length > 0)
}

function productName({ product, requiredCount, officeVersion }: OpenFacts): string | undefined {
  if (product?.value === 'office') return officeVersion ? `Office ${officeVersion.value}` : 'Office'
  if (product?.value === 'windows') return requiredCount?.value === '5' ? 'Windows Server' : 'Windows client'
  return undefined
}
