import { createDraft, type Draft, type Place, put, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'
import { readStretches } from '../stretches.ts'

const OFFSET = /(?:\bo:|^\d{1,2}:\d\d:\d\d, )([+-]\d{1,9}\.\d{1,9})s\b/
const SECONDS_PER_HOUR = 3600

// Anything else cannot be a line of it.
function mayBeSample(lower: string): boolean {
  return (
    lower.endsWith('s') ||
    lower.includes('o:') ||
    lower.startsWith('tracking') ||
    /^(?:collecting|the current)/.test(lower)
  )
}

/** w32tm /stripchart: how far two clocks are apart. */
export const w32tm: Reader = {
  read: (lines) => readStretches(lines, { partOf: startOf, read: readTimeOffset }),
}

function startOf({ lower }: Line): 'start' | undefined {
  return lower.startsWith('tracking ') ? 'start' : undefined
}

function readTimeOffset(lines: readonly Line[]): Draft[] {
  const draft = createDraft('w32tm')
  for (const line of lines) {
    if (!mayBeSample(line.lower)) continue
    const offset = OFFSET.exec(line.lower)
    const host = /^tracking ([\w.-]{1,253}) \[/.exec(line.lower)?.[1]
    if (!offset && !host && !/^collecting \d{1,6} samples|^the current time is /.test(line.lower)) continue
    draft.claimed.push(line)
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    put(place, 'kmsHostTested', host)
    if (offset) {
      const hours = Math.abs(Number(offset[1])) / SECONDS_PER_HOUR
      put({ ...place, printed: `${offset[1]}s` }, 'clockDifference', Math.round(hours * 100) / 100)
    }
  }
  return draft.facts.clockDifference ? [draft] : []
}
