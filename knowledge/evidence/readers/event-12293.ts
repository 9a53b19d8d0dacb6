import { createDraft, type Draft, type Place, putAll, type Reader } from '../draft.ts'
import { createMachineFinder } from '../grammar/event-machine.ts'
import { canonicalCode } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { placeOf } from '../place-of.ts'

/** Events 12293 and 12294 of a host: publishing the SRV record failed or worked. */
export const event12293: Reader = {
  cues: ['publishing', 'kms'],
  read: readPublishing,
}

// KMS, DNS and a domain in quotes, in any language; a code below tells that it failed.
const BY_SHAPE = /^(?=.*\(kms\))(?=.*\bdns\b).*["'] ?([\w-]{1,63}(?:\.[\w-]{1,63}){1,6}) ?["']/
const LINES_BELOW = 8
const MOST = 200
const ENGLISH =
  /publishing .{0,60}\(kms\) to dns in the '([\w.-]{1,253})' domain (failed|is successful|was successful|succeeded)/

type Publishing = { line: Line; zone: string; isFailure: boolean }

function publishingIn(line: Line, all: readonly Line[]): Publishing | undefined {
  const [, zone, outcome] = line.lower.includes('(kms)') ? (ENGLISH.exec(line.lower) ?? []) : []
  if (zone) return { line, zone, isFailure: outcome === 'failed' }
  const domain = line.text.length > 400 ? undefined : BY_SHAPE.exec(line.lower)?.[1]
  const isCode = ({ lower }: Line): boolean => /^(?:[^:]{2,20}: ?)?0x[0-9a-f]{8}$/.test(lower)
  return domain && below(line, all).some(isCode) ? { line, zone: domain, isFailure: true } : undefined
}

/** The line and those below it, as far as its event may go. */
function below(line: Line, all: readonly Line[]): readonly Line[] {
  const at = placeOf(all, line)
  return all.slice(at, at + LINES_BELOW)
}

function readPublishing(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const zones = new Set<string>()
  const newest: Publishing[] = []
  for (const line of cued) {
    if (newest.length === MOST) break
    const found = publishingIn(line, all)
    if (!found) continue
    // A log shows its newest event first: what it says of a zone holds.
    if (!zones.has(found.zone)) newest.push(found)
    zones.add(found.zone)
  }
  const machineOf = createMachineFinder(
    all,
    newest.map(({ line }) => line),
  )
  const starts = new Set(newest.map(({ line }) => line))
  const drafts = newest.map((one) => readOne(one, below(one.line, all), { starts, machine: machineOf(one.line) }))
  return ['event.12293', 'event.12294'].flatMap((tool) => joined(drafts.filter((draft) => draft.tool === tool)))
}

type Around = { starts: ReadonlySet<Line>; machine: string | undefined }

function readOne({ line, zone, isFailure }: Publishing, lines: readonly Line[], { starts, machine }: Around): Draft {
  const draft = createDraft(isFailure ? 'event.12293' : 'event.12294')
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  putAll(place, { dnsZone: zone, machineRole: 'kmsHost', hostName: machine, commandSucceeded: !isFailure })
  draft.claimed.push(line)
  for (const next of lines) {
    if (next !== line && starts.has(next)) break
    const code = isFailure ? /(?:^|info: ?|failed\. ?)0x([0-9a-f]{8})\b/.exec(next.lower)?.[1] : undefined
    if (code) putAll({ ...place, line: next }, { errorCode: canonicalCode(code) })
    if (code || /^info:?$/.test(next.lower)) draft.claimed.push(next)
  }
  return draft
}

/** Several zones are one reading: the first decides, each is an entry. */
function joined(drafts: readonly Draft[]): Draft[] {
  const [first] = drafts
  if (!first || drafts.length === 1) return [...drafts]
  const claimed = drafts.flatMap((draft) => draft.claimed)
  return [{ ...first, claimed, entries: drafts.map(({ facts }) => ({ ...facts })) }]
}
