import { createDraft, type Draft, put, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

const FRAME =
  /windows script host|copyright \(c\) microsoft|^-{3} ?(?:processing|exiting)|^-{20,}$|^copyright .{1,40} microsoft/

/** Tells whether a line belongs to the frame that Windows Script Host and ospp.vbs print. */
export function isFrame({ lower }: Line): boolean {
  return (lower.startsWith('-') || lower.includes('copyright') || lower.includes('script host')) && FRAME.test(lower)
}

/** The frame that ospp.vbs prints around everything; alone it means that the answer came in a pop-up window. */
export const osppFrame: Reader = {
  read: readFrame,
}

function readFrame(lines: readonly Line[]): Draft[] {
  const frame = lines.filter(isFrame)
  if (frame.length === 0) return []
  const isOspp = frame.some((line) => /processing|exiting/.test(line.lower))
  const draft = createDraft(isOspp ? 'ospp.frame' : '')
  draft.claimed.push(...frame)
  if (isOspp) put({ facts: draft.facts, tool: draft.tool, line: frame[0] }, 'product', 'office')
  return [draft]
}
