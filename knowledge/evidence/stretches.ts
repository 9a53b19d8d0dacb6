import type { Draft } from './draft.ts'
import type { Line } from './lines.ts'

const MOST = 200

type Cut = {
  /** What the line is in an output: where it comes a second time, the next output has begun. */
  partOf: (line: Line) => string | undefined
  read: (lines: readonly Line[]) => Draft[]
}

/** Reads the outputs of a tool that was run several times: the first decides, the others stand beside it. */
export function readStretches(lines: readonly Line[], { partOf, read }: Cut): Draft[] {
  const drafts = cut(lines, partOf).flatMap(read)
  const [first, ...others] = drafts
  if (!first || others.length === 0) return drafts
  for (const other of others) {
    first.claimed.push(...other.claimed)
    first.seen.push(...other.seen)
    first.fields.push(...other.fields)
  }
  first.entries = drafts.slice(0, MOST).map(({ facts }) => ({ ...facts }))
  return [first]
}

function cut(lines: readonly Line[], partOf: Cut['partOf']): Line[][] {
  let open: Line[] = []
  const stretches = [open]
  let parts = new Set<string>()
  for (const line of lines) {
    const part = partOf(line)
    if (part !== undefined && parts.has(part)) {
      open = []
      stretches.push(open)
      parts = new Set()
    }
    if (part !== undefined) parts.add(part)
    open.push(line)
  }
  return stretches
}
