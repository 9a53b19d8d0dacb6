import { type Draft, type OpenFacts, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'

/** What came of one look-up. */
export type Answer = 'found' | 'none' | 'timeout' | 'serverFailure'

const FAILURES: [pattern: RegExp, answer: Answer][] = [
  [
    /non-existent domain|nxdomain|no records|no \S{1,30} ?(?:\(\w+\) )?records available|dns name does not exist/,
    'none',
  ],
  [/server fail|servfail|query refused|: ?refused|format error/, 'serverFailure'],
  [/timed[- ]out|no response from server|connection refused|network is unreachable|zeitüberschreitung/, 'timeout'],
]

const MAY_FAIL = /^\*\*\* |^dns request timed out|;; ->>header<<-|resolve-dnsname ?:/
const NOT_FOUND = /can't find|kann .{1,200} nicht finden/

/** How a look-up failed that says so on this line, and the words behind it. */
export function failureIn({ lower }: Line): { answer: Answer; rest: string } | undefined {
  if (!MAY_FAIL.test(lower) || (NOT_FOUND.test(lower) && !/_v(?:lmcs|mlcs)/.test(lower))) return undefined
  const [pattern, answer] = FAILURES.find(([one]) => one.test(lower)) ?? []
  if (!pattern || !answer) return undefined
  return { answer, rest: lower.slice(lower.search(pattern)).replace(pattern, '') }
}

const SERVER = /^(?:(?:default |standard)?server|serveur|servidor|servizio|сервер|サーバー|服务器) ?: ?/
const ADDRESS = /^address(?:es)? ?: ?([\da-f.:]{3,45})/

/** The DNS server that the first look-up asked: its name, or its address where it has none. */
export function serverIn(lines: readonly Line[]): { name: string | undefined; line: Line } | undefined {
  const at = lines.findIndex((line) => SERVER.test(line.lower))
  const line = lines[at]
  if (!line) return undefined
  const name = line.lower.replace(SERVER, '')
  const address = ADDRESS.exec(lines[at + 1]?.lower ?? '')?.[1]
  return { line, name: name === 'unknown' || name === '' ? address : name }
}

const MOST = 50

/** The look-ups of several that failed another way than the one that decides. */
export function otherLookups(lines: readonly Line[], { facts, tool }: Draft): OpenFacts[] {
  return lookupsIn(lines).flatMap((lookup) => {
    const failed = lookup.flatMap((line) => {
      const { answer } = failureIn(line) ?? {}
      return answer ? [{ answer, line }] : []
    })
    // A time-out may come before the answer of the same server.
    const { answer, line } = failed.find((one) => one.answer !== 'timeout') ?? failed[0] ?? {}
    if (!answer || answer === facts.srvRecord?.value) return []
    const own: OpenFacts = {}
    const place: Place = { facts: own, tool, line }
    putAll(place, { srvRecord: answer, commandSucceeded: false })
    const server = serverIn(lookup)
    put({ ...place, line: server?.line }, 'dnsServer', server?.name)
    return [own]
  })
}

/** Each look-up begins where a command, or a server, stands for the next time. */
function lookupsIn(lines: readonly Line[]): Line[][] {
  const starts = lines.flatMap((line, at) => (isCommand(line) || SERVER.test(line.lower) ? [{ line, at }] : []))
  // The server stands below the command of the same look-up.
  const cuts = starts.filter(({ line }, index) => isCommand(line) || !isCommand(starts[index - 1]?.line))
  if (cuts.length < 2) return []
  return cuts.slice(0, MOST).map(({ at }, index) => lines.slice(at, cuts[index + 1]?.at ?? lines.length))
}

function isCommand(line: Line | undefined): boolean {
  if (line === undefined || line.text.length >= 400 || !line.lower.includes('nslookup')) return false
  return /(?:^|[>$#] ?)nslookup(?:\.exe)? /.test(line.lower)
}
