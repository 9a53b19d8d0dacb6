import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'
import { factsOfId, licenseStatus } from '../product.ts'
import { guidIn, hostAndPort } from '../values.ts'
import { findInfo, type Info, timeOf } from './event-fields.ts'

const FRAME =
  /^(?:info ?:?$|the client has (?:sent|processed) an activation re(?:quest|sponse)|an activation request has been processed|event\s?id ?:|source ?:|log name ?:|providername ?:|timecreated ?:|id ?: ?122\d\d$|message ?:|level ?:|date ?:|task category ?:|keywords ?:|user ?:|computer ?:|description ?:$|event\[|<\/?event)/

/** Events 12288 and 12289 of a client and 12290 of a host, in any form a log can be copied in. */
export function readKmsEvents(lines: readonly Line[]): Draft[] {
  const found = lines.map(findInfo).filter((info) => info !== undefined)
  if (found.length === 0) return []
  const isOfficeService = lines.some((line) => line.lower.includes('office software protection platform'))
  const ofKind = (kind: Info['kind']): Info[] => found.filter((info) => info.kind === kind)
  const request = readRequests(ofKind('12288'), isOfficeService)
  const response = readResponses(ofKind('12289'))
  // The request tells the state before it was answered.
  if (request && response?.facts.licenseStatus) request.facts.licenseStatus = response.facts.licenseStatus
  const drafts = [request, response, readHostRequests(ofKind('12290'))].filter((draft) => draft !== undefined)
  drafts[0]?.claimed.push(...lines.filter((line) => FRAME.test(line.lower)))
  return drafts
}

function claim(draft: Draft, events: Info[]): void {
  for (const { line, isQuoted } of events) {
    const lines = isQuoted ? draft.seen : draft.claimed
    lines.push(line)
    draft.fields.push(line)
  }
}

/** The newest event says what is true now; of several at one time the one that failed does. */
function newest(events: Info[], timeField: number): Info | undefined {
  return events.reduce<Info | undefined>((best, one) => {
    if (!best) return one
    const later = timeOf(one.fields[timeField]) - timeOf(best.fields[timeField])
    return later > 0 || (later === 0 && best.code === '0x0' && one.code !== '0x0') ? one : best
  }, undefined)
}

function readRequests(events: Info[], isOfficeService: boolean): Draft | undefined {
  const event = newest(events, 4)
  if (!event) return undefined
  const draft = createDraft('event.12288')
  claim(draft, events)
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

function readResponses(events: Info[]): Draft | undefined {
  const event = newest(events, 7)
  if (!event) return undefined
  const draft = createDraft('event.12289')
  claim(draft, events)
  const place: Place = { facts: draft.facts, tool: draft.tool, line: event.line }
  const [, , activated, , count] = event.fields
  put({ ...place, printed: event.printed }, 'errorCode', event.code)
  const isDone = activated === '1' && event.code === '0x0'
  putAll(place, {
    commandSucceeded: isDone,
    licenseStatus: isDone ? 'licensed' : undefined,
    currentCount: Number(count) || undefined,
    machineRole: 'client',
  })
  return draft
}

function readHostRequests(events: Info[]): Draft | undefined {
  const event = newest(events, 4)
  if (!event) return undefined
  const draft = createDraft('event.12290')
  claim(draft, events)
  const [, count, client, id = '', , vm, status = '', , sku = ''] = event.fields
  const place: Place = { facts: draft.facts, tool: draft.tool, line: event.line }
  put({ ...place, printed: event.printed }, 'errorCode', event.code)
  putAll(place, {
    requiredCount: count === '5' || count === '25' ? count : undefined,
    clientName: client?.toLowerCase(),
    clientMachineId: guidIn(id),
    skuId: guidIn(sku),
    machineRole: 'kmsHost',
  })
  put({ ...place, printed: status }, 'licenseStatus', licenseStatus(status))
  if (vm === '0' || vm === '1') put({ ...place, printed: vm }, 'virtualMachine', vm === '1')
  putAll(place, factsOfId(guidIn(sku) ?? ''))
  if (isIdShared(events)) put(place, 'clientMachineIdShared', true)
  return draft
}

/** Two computers with one client machine id are clones of one image. */
function isIdShared(events: Info[]): boolean {
  const clients = new Map<string, string>()
  return events.some((event) => {
    const [, , client = '', id = ''] = event.fields
    const other = clients.get(id.toLowerCase())
    clients.set(id.toLowerCase(), client.toLowerCase())
    return other !== undefined && other !== client.toLowerCase()
  })
}
