import { createDraft, type Draft, type OpenFacts, type Place, put, putAll, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'
import { type Answer, failureIn, otherLookups, serverIn } from './nslookup-answers.ts'

type SrvRecord = { host?: string; port?: number; line: Line }

const FRAME =
  /^(?:server|address|addresses|non-authoritative answer|priority|weight|ttl)\s?[:=]|^default server|^\S{0,80}_v(?:lmcs|mlcs)\._tcp\S{0,200}\s.{0,20}srv\b|^timeout was|^(?:primary name server|responsible mail addr|serial|refresh|retry|expire|default ttl) ?=|^nicht autorisierende|internet address ?=/
/** The SRV look-up: nslookup, Resolve-DnsName or dig. */
export const nslookup: Reader = {
  cues: [
    'port',
    'svr',
    'nametarget',
    'srv',
    '_vlmcs',
    '_vmlcs',
    'header',
    'resolve',
    'find',
    'finden',
    'domain',
    'nxdomain',
    'records',
    'timed',
    'response',
    'refused',
    'unreachable',
    'fail',
    'failed',
    'servfail',
    'error',
    'zeitüberschreitung',
    'exist',
  ],
  read: readNslookup,
}

function readNslookup(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const draft = createDraft('nslookup.srv')
  const short = isAskedForSrv(cued) ? all.filter(({ lower }) => SHORT.test(lower)) : []
  const records = findRecords([...cued, ...short], draft)
  const failure = findFailure(cued, draft)
  const isEmpty = isAskedForSrv(cued) && all.some((line) => /^primary name server ?=/.test(line.lower))
  if (records.length === 0 && !failure && !isEmpty) return []
  const frame = all.filter((line) => FRAME.test(line.lower))
  draft.claimed.push(...frame)
  const place: Place = { facts: draft.facts, tool: draft.tool, line: records[0]?.line ?? failure?.line ?? frame[0] }
  const answer = records.length > 0 ? 'found' : (failure?.answer ?? 'none')
  put(place, 'srvRecord', answer)
  put(place, 'commandSucceeded', answer === 'found')
  putRecords(draft, records, all)
  const server = serverIn(all)
  put({ ...place, line: server?.line }, 'dnsServer', server?.name)
  addOthers(draft, otherLookups(all, draft))
  return [draft]
}

/** Look-ups that failed stand among the records, in the order of the paste. */
function addOthers(draft: Draft, others: readonly OpenFacts[]): void {
  if (others.length === 0) return
  const own = draft.entries?.length ? draft.entries : [{ ...draft.facts }]
  draft.entries = [...own, ...others].sort((one, other) => firstLine(one) - firstLine(other))
}

function firstLine(facts: OpenFacts): number {
  return Object.values(facts).reduce((least, { line }) => Math.min(least, line ?? least), Number.POSITIVE_INFINITY)
}

function isAskedForSrv(lines: readonly Line[]): boolean {
  return lines.some((line) => line.lower.includes('_vlmcs') || line.lower.includes('_vmlcs'))
}

function findRecords(lines: readonly Line[], draft: Draft): SrvRecord[] {
  const records: SrvRecord[] = []
  let port: number | undefined
  let open: SrvRecord | undefined
  for (const line of lines) {
    if (line.text.length > 400) continue
    const portHere = /^port\s{0,12}[=:] ?(\d{1,5})$/.exec(line.lower)?.[1]
    const [, label, host] = /^(svr hostname|nametarget)\s{0,12}[=:] ?(\S{1,253})$/.exec(line.lower) ?? []
    const whole = WHOLE.exec(line.lower)
    const row = ROW.exec(line.lower) ?? DNS_SERVER_ROW.exec(line.lower)
    if (portHere && open) open.port = Number(portHere)
    else if (portHere) port = Number(portHere)
    if (host) records.push({ host: trimDot(host), ...(port ? { port } : {}), line })
    if (whole) records.push({ host: trimDot(whole[2] ?? ''), port: Number(whole[1]), line })
    if (row?.groups) records.push({ host: trimDot(row.groups.host ?? ''), port: Number(row.groups.port), line })
    if (portHere || host || whole || row) draft.claimed.push(line)
    // Resolve-DnsName prints the port below the name, nslookup above it.
    if (portHere || host) open = label === 'nametarget' && !port ? records.at(-1) : undefined
    if (host) port = undefined
  }
  // Only the port line was copied, or it stands below the name.
  const last = records.at(-1)
  if (port !== undefined && last && last.port === undefined) last.port = port
  else if (port !== undefined && !last) {
    const line = draft.claimed.at(-1)
    if (line) records.push({ port, line })
  }
  return records
}

// dig, host and `dig +short`
const WHOLE = /(?:\bsrv (?:record )?|^)(?:\d{1,5} ){2}(\d{1,5}) ([\w.-]{1,253})$/
const SHORT = /^\d{1,5} \d{1,5} \d{1,5} [\w.-]{1,253}\.$/
const ROW = /^_v(?:lmcs|mlcs)\._tcp\S{0,200} srv \d{1,8} answer (?<host>\S{1,253}) \d{1,5} \d{1,5} (?<port>\d{1,5})$/
// Get-DnsServerResourceRecord: priority, weight, port and host in brackets.
const DNS_SERVER_ROW =
  /^_v(?:lmcs|mlcs)\._tcp\S{0,200} srv .{0,80}?\[\d{1,5}\]\[\d{1,5}\]\[(?<port>\d{1,5})\]\[(?<host>[\w.-]{1,253})\]$/

function trimDot(host: string): string {
  return host.replace(/\.$/, '')
}

function putRecords(draft: Draft, records: SrvRecord[], lines: readonly Line[]): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line: records[0]?.line }
  const hosts = records.flatMap((record) => nameOf(record) ?? [])
  if (hosts.length > 0) put(place, 'kmsHostsPublished', [...new Set(hosts)])
  put(place, 'kmsPortPublished', records.find(({ port }) => port)?.port)
  const addresses = records.length > 0 ? addressesIn(lines) : new Map<string, Address>()
  const first = records.find(({ host }) => host)?.host
  const known = first ? addresses.get(first) : [...addresses.values()][0]
  put({ ...place, line: known?.line }, 'kmsHostAddress', known?.address)
  draft.entries = records.slice(0, MOST_RECORDS).map((record) => {
    const facts: OpenFacts = {}
    const own: Place = { facts, tool: draft.tool, line: record.line }
    const name = nameOf(record)
    putAll(own, { kmsHostsPublished: name && [name], kmsPortPublished: record.port })
    put(own, 'kmsHostAddress', record.host && addresses.get(record.host)?.address)
    return facts
  })
}

const MOST_RECORDS = 100

function nameOf({ host, port }: SrvRecord): string | undefined {
  return host && port ? `${host}:${port}` : host
}

type Address = { address: string; line: Line }

// `kms01 internet address = 192.0.2.30`, `kms01. 600 IN A 192.0.2.30`, `kms01 A 600 Additional 192.0.2.30`
const OF_A_NAME =
  /^([\w.-]{1,253}?)\.? (?:(?:internet|aaaa ipv6) address ?= ?|(?:\d{1,8} )?(?:in )?a{1,4} (?:\d{1,8} \w{1,20} )?)([\da-f.:]{3,45})$/
const NAME = /^(?:name|nom|nombre|nome|имя|名前|名称)\s{0,12}: ?([\w.-]{1,253}?)\.?$/
const BELOW_A_NAME = /^(?:ip[46]address|address(?:es)?|addresse[sn]?|adresse[sn]?)\s{0,12}: ?([\da-f.:]{3,45})$/

/** The address of each name, wherever a tool prints it. */
function addressesIn(lines: readonly Line[]): Map<string, Address> {
  const addresses = new Map<string, Address>()
  let name: string | undefined
  for (const line of lines) {
    if (line.text.length > 400) continue
    const { lower } = line
    const [, own, address] = OF_A_NAME.exec(lower) ?? []
    if (own && address && !addresses.has(own)) addresses.set(own, { address, line })
    const below = name ? BELOW_A_NAME.exec(lower)?.[1] : undefined
    if (name && below && !addresses.has(name)) addresses.set(name, { address: below, line })
    name = NAME.exec(lower)?.[1] ?? name
  }
  return addresses
}

function findFailure(all: readonly Line[], draft: Draft): { answer: Answer; line: Line } | undefined {
  let failure: { answer: Answer; line: Line } | undefined
  for (const line of all) {
    const { answer, rest } = failureIn(line) ?? {}
    if (!answer || rest === undefined) continue
    // Words behind the answer are the person's.
    const lines = rest.length > 4 ? draft.seen : draft.claimed
    lines.push(line)
    // A time-out of one server may be followed by the answer of another.
    if (!failure || failure.answer === 'timeout') failure = { answer, line }
  }
  return failure
}
