import type { Place } from '../draft.ts'
import type { Line } from '../lines.ts'

/** A line that a script prints as its answer, and what it says. */
export type Message = {
  tool: string
  /** Meets the line in lower case. */
  pattern: RegExp
  succeeded?: boolean
  /** A code in the message is the example of the tool, not one that happened. */
  isExample?: boolean
  read?: (place: Place, line: Line) => void
}
