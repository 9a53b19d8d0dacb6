import type { Log, LogFields } from './log.ts'

// Enough to see who is refused what; a flood of a day then leaves some MB behind, whatever its size.
const LINES = 20
const WINDOW = 10_000

type Window = { lines: number; left: LogFields; timer: NodeJS.Timeout }

/** A log in which a flood of refusals does not fill the disk, and the way to say at the end what it left out. */
export type SampledLog = { log: Log; flush(): void }

/**
 * Writes the first refusals of each kind in each ten seconds as they are, and of the others one line with their number.
 * Whatever else is told goes through.
 */
export function sampleRefusals(log: Log): SampledLog {
  const windows = new Map<string, Window>()
  const close = (kind: string, { left, timer }: Window) => {
    clearTimeout(timer)
    windows.delete(kind)
    if (left.count !== undefined) log.info(left)
  }
  const open = (kind: string, fields: LogFields): Window => {
    const window: Window = { lines: 0, left: fields, timer: setTimeout(() => close(kind, window), WINDOW) }
    window.timer.unref()
    windows.set(kind, window)
    return window
  }
  const refuse = (fields: LogFields) => {
    // All from closed lists, so there are only so many kinds.
    const kind = `${fields.method} ${fields.route} ${fields.status} ${fields.reason}`
    const window = windows.get(kind) ?? open(kind, fields)
    window.lines += 1
    if (window.lines <= LINES) log.info(fields)
    else window.left = { ...fields, count: window.lines - LINES }
  }
  return {
    log: { ...log, info: (fields) => (fields.event === 'refused' ? refuse(fields) : log.info(fields)) },
    flush: () => {
      for (const [kind, window] of windows) close(kind, window)
    },
  }
}
