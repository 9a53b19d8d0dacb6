import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import { claimEvents, type Info, newest } from '../grammar/event-info.ts'
import { factsOfId, licenseStatus } from '../grammar/product.ts'
import { guidIn, hostAndPort } from '../grammar/values.ts'

/** Event 12288: what the client asked which host, and the code that came of it. */
export function readRequests(events: Info[], isOfficeService: boolean): Draft | undefined {
  const event = newest(events, 4)
  if (!event) return undefined
  const draft = createDraft('event.12288')
  claimEvents(draft, events)
  const [, , target = '', id = '', , vm, status = ''] = event.fields
  const sku = skuOf(event.fields.slice(4)) ?? event.fields[8] ?? ''
  const count = /^(?:5|25)\b/.exec(event.fields.slice(5).findLast((field) => field !== '') ?? '')?.[0]
  const place: Place = { facts: draft.facts, tool: draft.tool, line: event.line }
  const { host, port } = hostAndPort(target)
  put({ ...place, printed: event.printed }, 'errorCode', event.code)
  put(place, 'innerCode', event.code === '0x0' ? undefined : event.code)
  putAll(place, { kmsHostAsked: host, kmsPortAsked: port, clientMachineId: guidIn(id), skuId: guidIn(sku) })
  put({ ...place, printed: status }, 'licenseStatus', licenseStatus(status))
  if (vm === '0' || vm === '1') put({ ...place, printed: vm }, 'virtualMachine', vm === '1')
  putAll(place, { requiredCount: count, machineRole: 'client' })
  putAll(place, factsOfId(guidIn(sku) ?? ''))
  if (isOfficeService) put(place, 'product', 'office')
  if (count === '25') put(place, 'product', 'windows')
  put(place, 'activationMethod', 'kms')
  const name = productName(draft)
  if (name) draft.products.push({ name, facts: draft.facts })
  return draft
}

function skuOf(fields: string[]): string | undefined {
  return fields.find((field) => Object.keys(factsOfId(guidIn(field) ?? '')).length > 0)
}

function productName(draft: Draft): string | undefined {
  const { product, requiredCount, officeVersion } = draft.facts
  if (product?.value === 'office') return officeVersion ? `Office ${officeVersion.value}` : 'Office'
  if (product?.value === 'windows') return requiredCount?.value === '5' ? 'Windows Server' : 'Windows client'
  return undefined
}
