import { createDraft, type Draft, type OpenFacts, type Place, put, putAll } from '../draft.ts'
import { claimEvents, entriesOf, type Info, newest } from '../grammar/event-info.ts'
import { factsOfId, licenseStatus } from '../grammar/product.ts'
import { guidIn } from '../grammar/values.ts'

const TOOL = 'event.12290'

/** Event 12290: a request of a client as the host logged it. */
export function readHostRequests(events: Info[]): Draft | undefined {
  const event = newest(events, 4, ({ fields }) => `${fields[2]} ${fields[8]}`)
  if (!event) return undefined
  const draft = createDraft(TOOL)
  claimEvents(draft, events)
  draft.facts = readHostRequest(event)
  draft.entries = entriesOf(events, readHostRequest)
  const place = { facts: draft.facts, tool: TOOL, line: event.line }
  if (isIdShared(events)) put(place, 'clientMachineIdShared', true)
  else if (namesOf(events).size > 1) put(place, 'clientMachineIdShared', false)
  return draft
}

function readHostRequest(event: Info): OpenFacts {
  const facts: OpenFacts = {}
  const [, count, client, id = '', , vm, status = '', , sku = ''] = event.fields
  const place: Place = { facts, tool: TOOL, line: event.line }
  put({ ...place, printed: event.printed }, 'errorCode', event.code)
  putAll(place, {
    requiredCount: count === '5' || count === '25' ? count : undefined,
    clientName: client?.toLowerCase(),
    clientMachineId: guidIn(id),
    skuId: guidIn(sku),
    machineRole: 'kmsHost',
    hostName: event.machine,
  })
  put({ ...place, printed: status }, 'licenseStatus', licenseStatus(status))
  if (vm === '0' || vm === '1') put({ ...place, printed: vm }, 'virtualMachine', vm === '1')
  putAll(place, factsOfId(guidIn(sku) ?? ''))
  return facts
}

const namesOf = (events: Info[]) => new Set(events.flatMap(({ fields }) => fields[2]?.toLowerCase() ?? []))

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
