import { createDraft, type Draft, type OpenFacts, putAll, type Reader } from '../draft.ts'
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

const ROW = /^(running|stopped|disabled) (?:\w{1,12} )?(?:osppsvc|sppsvc|slsvc)\b/
const MESSAGE =
  /^the (?:office )?software protection(?: platform)? service (is starting|was started|could not be started|is not started|is stopping|was stopped)/

/** The worst first. */
const STATES = ['disabled', 'stopped', 'running']

/** What one line says of a service of ours. */
type Told = { service: string | undefined; state: string; line: Line }

function readService(lines: readonly Line[]): Draft[] {
  const draft = createDraft('service')
  const ours = lines.find(isAboutOurs)
  const told: Told[] = []
  let isOurs = false
  let service: string | undefined
  for (const line of lines) {
    if (line.text.length > 300) continue
    const { lower } = line
    const name = NAME.exec(lower)?.[1] ?? NAME_BY_VALUE.exec(lower)?.[1]
    if (name) isOurs = isAboutOurs({ lower: name }) || (isOurs && lower.startsWith('display'))
    if (name) service = isOurs ? (shortNameIn(name) ?? service) : undefined
    if (isOurs && EXIT_CODE.test(lower)) draft.fields.push(line)
    const state = isOurs ? (STATE.exec(lower)?.[1] ?? STATE_BY_VALUE.exec(lower)?.[1]) : undefined
    const said = state ?? saidIn(lower) ?? (ours && DISABLED.test(lower) ? 'disabled' : undefined)
    if (said !== undefined || (name && isOurs)) draft.claimed.push(line)
    const about = state ? service : (shortNameIn(lower) ?? service ?? (ours && shortNameIn(ours.lower)))
    if (said !== undefined && STATES.includes(said)) told.push({ service: about, state: said, line })
  }
  putStates(draft, told)
  return draft.facts.serviceState ? [draft] : []
}

/** What a row of Get-Service or a message of net start says. */
function saidIn(lower: string): string | undefined {
  const message = lower.startsWith('the ') ? MESSAGE.exec(lower)?.[1] : undefined
  if (message) return message === 'was started' ? 'running' : 'stopped'
  return ROW.exec(lower)?.[1]
}

function isAboutOurs({ lower }: Pick<Line, 'lower'>): boolean {
  return SERVICES.test(lower) || SERVICE_NAMES.test(lower)
}

function shortNameIn(text: string): string | undefined {
  return SHORT_NAMES.find(([pattern]) => pattern.test(text))?.[1]
}

/** Of several services the one that is worst off decides. */
function putStates(draft: Draft, told: readonly Told[]): void {
  const states = new Map<string | undefined, Told>()
  for (const one of told) {
    // Disabled is why a service is stopped, so it stays; else what was printed last holds.
    if (states.get(one.service)?.state !== 'disabled') states.set(one.service, one)
  }
  const kept = [...states.values()]
  const worst = STATES.flatMap((state) => kept.filter((one) => one.state === state))[0]
  if (worst) draft.facts = factsOf(worst, draft.tool)
  draft.entries = kept.map((one) => factsOf(one, draft.tool))
}

function factsOf({ service, state, line }: Told, tool: string): OpenFacts {
  const facts: OpenFacts = {}
  const product = service === 'osppsvc' ? 'office' : undefined
  putAll({ facts, tool, line }, { serviceState: state, serviceName: service, product })
  return facts
}
