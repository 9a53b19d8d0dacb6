import { createDraft, type Draft, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

type Benign = { tool: string; start: RegExp; part: RegExp }

const BENIGN: Benign[] = [
  {
    tool: 'event.1003',
    start: /has completed licensing status check/,
    part: /^(?:application id=|licensing status=|\d{1,3}: [0-9a-f-]{36}, ?\d)/,
  },
  { tool: 'event.900', start: /software protection service is starting/, part: /^parameters:/ },
  { tool: 'event.902', start: /software protection service has started/, part: /^\d+\.\d+\.\d+\.\d+$/ },
  { tool: 'event.903', start: /software protection service has stopped/, part: /^$/ },
  { tool: 'event.8200', start: /^license acquisition failure details/, part: /^hr=0x/ },
  {
    tool: 'event.8208',
    start: /^acquisition of genuine ticket failed|^acquisition of end user license was/,
    part: /^hr=0x|^template id/,
  },
]

/** Events that look like faults and are none: the life cycle and the status check of the service. */
export const benignEvents: Reader = {
  cues: ['protection', 'acquisition', 'licensing'],
  read: readBenignEvents,
}

function readBenignEvents(cued: readonly Line[], all: readonly Line[]): Draft[] {
  return BENIGN.flatMap(({ tool, start, part }) => {
    if (!cued.some((line) => start.test(line.lower))) return []
    const draft = createDraft(tool)
    draft.claimed.push(...all.filter((line) => start.test(line.lower) || (line.text !== '' && part.test(line.lower))))
    draft.quiet.push(...draft.claimed)
    return [draft]
  })
}
