import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { addressIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { readStretches } from '../stretches.ts'

/** psping of Sysinternals to host and port. */
export const psping: Reader = {
  cues: ['connect', 'connecting', 'expired', 'refused', 'sent'],
  read: (lines) => readStretches(lines, { partOf: startOf, read: readPsping }),
}

function startOf({ lower }: Line): 'start' | undefined {
  return lower.startsWith('tcp connect to') ? 'start' : undefined
}

function readPsping(lines: readonly Line[]): Draft[] {
  const draft = createDraft('psping')
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const target = /^(?:tcp connect|connecting) to ([\w.-]{1,253}):(\d{1,5})(?: \(warmup\))?:/.exec(line.lower)
    if (target) {
      const address = addressIn(target[1])
      putAll(place, {
        kmsHostTested: address ? undefined : target[1],
        kmsHostAddress: address,
        kmsPortTested: Number(target[2]),
      })
      if (/from .{1,60}: ?[\d.]{1,9} ?ms/.test(line.lower)) put(place, 'portReachable', true)
    }
    const isFailure = /timeout period expired|actively refused|refused the network connection/.test(line.lower)
    if (isFailure && draft.facts.kmsPortTested) put(place, 'portReachable', false)
    const count = /^sent = \d{1,5}, received = (\d{1,5}), lost/.exec(line.lower)
    if (count && draft.facts.kmsPortTested) put(place, 'portReachable', Number(count[1]) > 0)
    if (target || (isFailure && draft.facts.kmsPortTested) || count) draft.claimed.push(line)
  }
  return draft.facts.kmsPortTested ? [draft] : []
}
