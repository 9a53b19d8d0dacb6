import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import { claimEvents, type Info, newest } from '../grammar/event-info.ts'

/** Event 12289: what the host answered the client. */
export function readResponses(events: Info[]): Draft | undefined {
  const event = newest(events, 7)
  if (!event) return undefined
  const draft = createDraft('event.12289')
  claimEvents(draft, events)
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
