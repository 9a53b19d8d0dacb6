import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { addressIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { readStretches } from '../stretches.ts'

/** PortQry of Microsoft: one port of one host, or several. */
export const portqry: Reader = {
  cues: ['portqry', 'querying', 'resolved', 'listening', 'filtered'],
  read: (cued, all) =>
    cued.some(({ lower }) => PORT.test(lower)) ? readStretches(all, { partOf: startOf, read: readPortqry }) : [],
}

const TARGET = /^querying target system called:?(?: ([\w.-]{1,253}))?$/
const PORT = /^(?:tcp|udp) port (\d{1,5}) \(.{1,60}\): (listening|not listening|filtered|listening or filtered)$/

function startOf({ lower }: Line): 'start' | undefined {
  return TARGET.test(lower) ? 'start' : undefined
}

function readPortqry(lines: readonly Line[]): Draft[] {
  const draft = createDraft('portqry')
  for (const [at, line] of lines.entries()) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const target = TARGET.exec(line.lower)
    if (target) {
      // The name stands on a line of its own.
      const next = lines[at + 1]
      const name = target[1] ?? /^[\w.-]{1,253}$/.exec(next?.lower ?? '')?.[0]
      const address = addressIn(name)
      putAll(place, { kmsHostTested: address ? undefined : name, kmsHostAddress: address })
      draft.claimed.push(line, ...(next && !target[1] && name ? [next] : []))
    }
    const resolved = /^name resolved to ([\da-f.:]{3,45})$/.exec(line.lower)?.[1]
    put(place, 'kmsHostAddress', resolved)
    const [, port, state] = PORT.exec(line.lower) ?? []
    if (port) putAll(place, { kmsPortTested: Number(port), portReachable: state === 'listening' })
    if (resolved || port) draft.claimed.push(line)
  }
  return draft.facts.kmsPortTested ? [draft] : []
}
