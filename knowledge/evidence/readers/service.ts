import { createDraft, type Draft, type Place, put, type Reader } from '../draft.ts'
import type { Line } from '../lines.ts'

const SERVICES = /\b(?:osppsvc|sppsvc|slsvc)\b/
const SERVICE_NAMES = /software protection|office software protection platform|software licensing/

// The name that sc takes, by the one that people see; the first that fits.
const SHORT_NAMES: readonly [pattern: RegExp, name: string][] = [
  [/osppsvc|office software protection/, 'osppsvc'],
  [/sppsvc|software protection/, 'sppsvc'],
  [/slsvc|software licensing/, 'slsvc'],
]

// How the service ended, which is no code of an activation.
const EXIT_CODE = /^(?:win32|service)_exit_code\s{0,3}:/

/** sc query and sc qc, Get-Service, net start and the Services window for the licensing services. */
export const service: Reader = {
  cues: [
    'service_name',
    'name',
    'displayname',
    'display_name',
    'dienstname',
    'state',
    'status',
    'start_type',
    'starttype',
    'win32_exit_code',
    'service_exit_code',
    'osppsvc',
    'sppsvc',
    'slsvc',
    'protection',
    ...['running', 'stopped', 'disabled', '1058'],
  ],
  read: readService,
}

const NAME = /^(?:service_name|name|displayname|display_name|dienstname)\s{0,12}: ?(.{1,80})$/
const STATE = /^(?:state|status|start_type|starttype)\s{0,12}: ?(?:\d {1,3})?(\w{3,20})/
// sc translates its labels, not the names of services and states.
const NAME_BY_VALUE = /^[^:]{2,30}: ?((?:ospp|spp|sl)svc)$/
const STATE_BY_VALUE = /^[^:]{2,30}: ?[1-4] {1,3}(running|stopped|disabled)\b/
// net start tells by number that a service is disabled.
const DISABLED =
  /^(?:system error|systemfehler|erreur système|error de sistema|errore di sistema|erro de sistema|erro do sistema|системная ошибка|systeemfout|wystąpił błąd systemu) 1058\b|\bsystem error 1058\b/

function readService(lines: readonly Line[]): Draft[] {
  const draft = createDraft('service')
  let isOurs = false
  let service: string | undefined
  for (const line of lines) {
    if (line.text.length > 300) continue
    const { lower } = line
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const name = NAME.exec(lower)?.[1] ?? NAME_BY_VALUE.exec(lower)?.[1]
    if (name) isOurs = SERVICES.test(name) || SERVICE_NAMES.test(name) || (isOurs && lower.startsWith('display'))
    if (name) service = isOurs ? (shortNameIn(name) ?? service) : undefined
    const state = STATE.exec(lower)?.[1] ?? STATE_BY_VALUE.exec(lower)?.[1]
    const row = /^(running|stopped|disabled) (?:\w{1,12} )?(?:osppsvc|sppsvc|slsvc)\b/.exec(lower)?.[1]
    const message =
      /^the (?:office )?software protection(?: platform)? service (is starting|was started|could not be started|is not started|is stopping|was stopped)/.exec(
        lower,
      )?.[1]
    if (isOurs && EXIT_CODE.test(lower)) draft.fields.push(line)
    if (name && isOurs) draft.claimed.push(line)
    if ((isOurs && state) || row || message) draft.claimed.push(line)
    if (isOurs && state) readState(place, state, service)
    if (row) readState(place, row, shortNameIn(lower))
    if (row && lower.includes('osppsvc')) put(place, 'product', 'office')
    if (DISABLED.test(lower) && lines.some(isAboutOurs)) {
      readState(place, 'disabled', service)
      draft.claimed.push(line)
    }
    if (message) readState(place, /was started/.test(message) ? 'running' : 'stopped', shortNameIn(lower))
    if (name && isOurs && /osppsvc|office/.test(name)) put(place, 'product', 'office')
  }
  return draft.facts.serviceState ? [draft] : []
}

function isAboutOurs({ lower }: Line): boolean {
  return SERVICES.test(lower) || SERVICE_NAMES.test(lower)
}

function shortNameIn(text: string): string | undefined {
  return SHORT_NAMES.find(([pattern]) => pattern.test(text))?.[1]
}

/** Disabled is why a service is stopped, so it wins. */
function readState(place: Place, state: string, service: string | undefined): void {
  const { facts } = place
  if (!['running', 'stopped', 'disabled'].includes(state)) return
  if (facts.serviceState && state !== 'disabled') return
  delete facts.serviceState
  put(place, 'serviceState', state)
  if (!service) return
  delete facts.serviceName
  put(place, 'serviceName', service)
}
