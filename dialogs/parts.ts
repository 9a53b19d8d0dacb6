import type { ShownStep } from './view.ts'

// With title, warnings and choices beside it, a part stays under what a person reads on one screen.
const LONGEST_PART = 1100

/** Cuts a long procedure into parts that fit on one card each. */
export function partsOf(steps: readonly ShownStep[]): ShownStep[][] {
  const parts: ShownStep[][] = [[]]
  let length = 0
  for (const step of steps) {
    const size = sizeOf(step)
    if (length > 0 && length + size > LONGEST_PART) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(step)
    length += size
  }
  return parts
}

function sizeOf({ text, commands }: ShownStep): number {
  return commands.reduce((sum, command) => sum + command.text.length + (command.expect?.length ?? 0) + 40, text.length)
}
