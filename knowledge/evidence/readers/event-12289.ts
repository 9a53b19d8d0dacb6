import { createDraft, type Draft, type OpenFacts, type Place, put, putAll } from '../draft.ts'
import { claimEvents, entriesOf, type Info, newest, putFlags } from '../grammar/event-info.ts'

const TOOL = 'event.12289'

/** Event 12289: what the host answered the client. */
export function readResponses(events: Info[]): Draft | undefined {
  const event = newest(events, 7, ({ machine = '' }) => machine)
  if (!event) return undefined
  const draft = createDraft(TOOL)
  claimEvents(draft, events)
  draft.facts = readResponse(event)
  draft.entries = entriesOf(events, readResponse)
  return draft
}

function readResponse(event: Info): OpenFacts {
  const facts: OpenFacts = {}
  const place: Place = { facts, tool: TOOL, line: event.line }
  const [, flags = '', activated, , count] = event.fields
  put({ ...place, printed: event.printed }, 'errorCode', event.code)
  const isDone = activated === '1' && event.code === '0x0'
  putAll(place, {
    commandSucceeded: isDone,
    licenseStatus: isDone ? 'licensed' : undefined,
    currentCount: Number(count) || undefined,
    machineRole: 'client',
    clientName: event.machine,
  })
  putFlags(place, flags)
  return facts
}
