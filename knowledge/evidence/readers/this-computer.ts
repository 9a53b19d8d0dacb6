import type { FactName, FactValue } from '../../facts.ts'
import { createDraft, type Draft, put, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

/** systeminfo, dsregcmd /status and what Intune tells of a device: the name of the PC, its bits, and whether it is in a domain. */
export const thisComputer: Reader = {
  cues: [
    'host',
    'hostname',
    'hostnaam',
    'hôte',
    'system',
    'systemtyp',
    'device',
    'devicename',
    'domainjoined',
    'azureadjoined',
  ],
  read: readThisComputer,
}

type Field = [fact: FactName, read: (value: string) => FactValue | undefined]

const NAME = /^[a-z0-9][\w.-]{0,252}$/
const asName = (value: string): string | undefined => NAME.exec(value)?.[0]
const asBits = (value: string): string | undefined => {
  const bits = /^x(64|86)\b/.exec(value)?.[1]
  return bits && (bits === '64' ? '64' : '32')
}
const asYes = (value: string): boolean | undefined => (/^(?:yes|no)$/.test(value) ? value === 'yes' : undefined)

const FIELDS: Readonly<Record<string, Field>> = {
  'host name': ['clientName', asName],
  hostname: ['clientName', asName],
  "nom de l'hôte": ['clientName', asName],
  'device name': ['clientName', asName],
  'system type': ['windowsBits', asBits],
  systemtyp: ['windowsBits', asBits],
  domainjoined: ['domainJoined', asYes],
  devicename: ['clientName', asName],
}
// Other tools have some of these too: what only these two print.
const SIGN =
  /^(?:os name|os version|os configuration|system type|betriebssystemname|systemtyp|domainjoined|azureadjoined|"manageddeviceid"|"runstate") ?:/

function readThisComputer(lines: readonly Line[], all: readonly Line[]): Draft[] {
  if (!lines.some(({ lower }) => SIGN.test(lower)) && !all.some(({ lower }) => SIGN.test(lower))) return []
  const draft = createDraft(
    lines.some(({ lower }) => /^(?:azuread|domain)joined/.test(lower)) ? 'dsregcmd' : 'systeminfo',
  )
  for (const line of lines) {
    const [, label = '', value = ''] = /^"?([^:."]{4,20}?)"? ?: "?(.{1,253}?)"?,?$/.exec(line.lower) ?? []
    const [fact, read] = Object.hasOwn(FIELDS, label) ? (FIELDS[label] ?? []) : []
    const said = fact && read?.(value)
    if (!fact || said === undefined) continue
    put({ facts: draft.facts, tool: draft.tool, line }, fact, said)
    draft.claimed.push(line)
  }
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}
