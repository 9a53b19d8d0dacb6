import { languageFor, visible } from '../../dialogs/index.ts'
import { FACTS, type FactName, isFactName } from '../../knowledge/index.ts'
import type { Case } from '../cases/index.ts'
import type { News } from './news.ts'

/** How a topic is called. */
export type TitleOf = (topic: string) => string | undefined

/** A case in three lines: what it is about, how urgent it is, and who waits. */
export type Headline = { what: string; urgency: string; who: string }

const words = languageFor('en')

/** Says in three lines whether a case is theirs, and how urgent it is. */
export function headline({ case: found }: Pick<News, 'case'>, titleOf: TitleOf): Headline {
  const { draft } = found
  const title = draft.topic === undefined ? undefined : (titleOf(draft.topic) ?? draft.topic)
  const codes = draft.codes.filter((code) => !title?.includes(code))
  const what = [productOf(found), title ?? 'no guide found', codes.join(', ')]
  return { what: joined(what), urgency: urgencyOf(found), who: whoOf(found) }
}

/** Words of people as one line that looks like what it is. */
export function oneLine(text: unknown, limit = 500): string {
  const line = visible(String(text)).replace(/\s+/g, ' ').trim()
  return line.length > limit ? `${line.slice(0, limit - 1).toWellFormed()}…` : line
}

/** A time as experts in any place read it. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** What is known, as label, value, and where it comes from. */
export function factRows({ draft }: Case): [string, string, string][] {
  return Object.entries(draft.facts).flatMap(([name, fact]): [string, string, string][] => {
    if (!fact || !isFactName(name)) return []
    const from = asTold(words.sourceName(fact.from))
    const origin = fact.line === undefined ? from : `${from}, line ${fact.line}`
    return [[words.facts[name].label, oneLine(said(name, fact.value)), origin]]
  })
}

/** Each cause of a paste of several machines, with its machines. */
export function fleetRows({ draft }: Pick<Case, 'draft'>): string[] {
  return (draft.fleet ?? []).map(({ cause, machines, names, isTopic }) => {
    const which = words.fleet.names(names, machines - names.length)
    return oneLine(`${words.fleet.cause(cause, machines)}${isTopic ? ' (this case)' : ''}: ${which}`, 2000)
  })
}

// The catalogue speaks to the person; this speaks about them.
function asTold(source: string): string {
  return source
    .replaceAll('`', '')
    .replace(/^your /, '')
    .replace('what you said', 'what they said')
}

function productOf({ draft: { facts } }: Case): string {
  const office = facts.officeVersion && `Office ${facts.officeVersion.value}`
  const windows = facts.windowsVersion && said('windowsVersion', facts.windowsVersion.value)
  const named = facts.product && said('product', facts.product.value)
  const isOffice = facts.product?.value !== 'windows'
  return oneLine((isOffice ? (office ?? named ?? windows) : (windows ?? named)) ?? 'product not known', 60)
}

// What says how much hangs on it, in this order.
const URGENT = ['licenseStatus', 'graceDays', 'computerCount', 'hostLicensed', 'currentCount'] as const

function urgencyOf({ draft: { facts } }: Case): string {
  const known = URGENT.flatMap((name) => {
    const fact = facts[name]
    return fact ? [`${words.facts[name].label}: ${oneLine(said(name, fact.value), 60)}`] : []
  })
  return known.length > 0 ? joined(known) : 'Licence status, days left and number of computers are not known'
}

function whoOf({ person, channel, openedAt, status, draft }: Case): string {
  // Nobody knows a guest of the web chat by the number they were given.
  const who = oneLine([draft.who, person].find((name) => name && !name.startsWith('dl_')) ?? '', 80)
  const waits = status === 'resolved' || status === 'withdrawn' ? `case is ${status}, was opened` : 'waits since'
  const last = draft.tried.at(-1)
  const tried = last ? `${count(draft.tried.length, 'step')} tried, the last one: ${last.result}` : 'nothing tried yet'
  const reach = draft.contact === undefined ? `reach: chat (${channel})` : `reach: ${oneLine(draft.contact, 120)}`
  return joined([`${who === '' ? 'A person' : who} ${waits} ${utc(openedAt)}`, reach, tried])
}

function said(name: FactName, value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value)) return value.join(', ')
  const named = typeof value === 'string' ? words.valueName(name, value) : undefined
  const { type } = FACTS[name]
  return `${named ?? String(value)}${'unit' in type ? ` ${type.unit}` : ''}`
}

function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}
