import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { addressIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { readStretches } from '../stretches.ts'

/** Test-NetConnection of PowerShell, as list, table or warning. */
export const testNetConnection: Reader = {
  cues: [
    'computername',
    'remoteaddress',
    'remoteport',
    'interfacealias',
    'sourceaddress',
    'tcptestsucceeded',
    'pingsucceeded',
    'pingreplydetails',
    'namespace',
    'computer',
    'warning',
  ],
  read: (lines) => ofKmsPort(readStretches(lines, { partOf, read: readTestNetConnection })),
}

const KMS_PORT = 1688

/** Of several ports that were tried the one of KMS decides; the others are of other services. */
function ofKmsPort(drafts: Draft[]): Draft[] {
  return drafts.map((draft) => {
    const isAsked = draft.facts.kmsPortTested?.value === KMS_PORT
    const kms = isAsked ? undefined : draft.entries?.find(({ kmsPortTested }) => kmsPortTested?.value === KMS_PORT)
    return kms ? { ...draft, facts: { ...kms } } : draft
  })
}

const PARTS = ['computername', 'remoteaddress', 'remoteport', 'tcptestsucceeded', 'warning: tcp']

function partOf({ lower }: Line): string | undefined {
  return PARTS.find((part) => lower.startsWith(part))
}

function readTestNetConnection(lines: readonly Line[]): Draft[] {
  const draft = createDraft('test-netconnection')
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const field =
      /^(computername|remoteaddress|remoteport|interfacealias|sourceaddress|tcptestsucceeded|pingsucceeded|pingreplydetails \(rtt\)|namespace|computer)\s{0,12}: ?(.{0,253})$/.exec(
        line.lower,
      )
    const warning = /^warning: (?:tcp connect|ping) to \(?([\w.:-]{1,253}?)(?: ?: ?(\d{1,5}))?\)? failed/.exec(
      line.lower,
    )
    if (!field && !warning) continue
    draft.claimed.push(line)
    if (warning?.[2])
      putAll(place, { portReachable: false, kmsHostAddress: addressIn(warning[1]), kmsPortTested: Number(warning[2]) })
    const [, label, value = ''] = field ?? []
    if (label === 'computername') put(place, 'kmsHostTested', value)
    if (label === 'remoteaddress') put(place, 'kmsHostAddress', addressIn(value))
    if (label === 'remoteport') put(place, 'kmsPortTested', Number(value) || undefined)
    if (label === 'pingsucceeded') put(place, 'hostAnswersPing', value === 'true')
    if (label === 'tcptestsucceeded') put(place, 'portReachable', value === 'true')
  }
  return draft.facts.portReachable || draft.facts.kmsPortTested ? [draft] : []
}
