import type { CaseStore } from '../../cases/index.ts'
import type { Delivery, Sink } from '../dispatcher.ts'
import type { NewsPorts } from '../mail-sink.ts'
import type { News } from '../news.ts'
import type { Outbound, OutboundAnswer } from '../outbound.ts'
import { ParcelFailed, withoutDoubt } from '../parcel-failed.ts'
import type { RestSettings } from '../sink-settings.ts'
import { createCredentials } from './credentials.ts'
import { toValues } from './news-values.ts'
import type { Find } from './profile.ts'
import { fillAddress, fillTemplate, type Values, valueAt } from './template.ts'

export type RestPorts = NewsPorts & {
  /** Where it is noted what the ticket is called over there. */
  cases: Pick<CaseStore, 'case' | 'link'>
  outbound: Outbound
  clock: () => number
  /** There is no other ticket system that news could have come from. */
  isOnly: boolean
}

/** Brings cases to a ticket system that is described by data: looks for the case there first, and only then makes it. */
export function createRestSink(settings: RestSettings, ports: RestPorts): Sink {
  const call = createCalls(settings, ports)
  return async (parcel) => {
    const news = await ports.readNews(parcel)
    const { number } = news.case
    const links = (await ports.cases.case(number))?.links ?? []
    const remote = links.find(({ sink }) => sink === settings.name)?.remote
    const work = { settings, ports, call, parcel, news }
    if (news.kind === 'opened') {
      if (remote === undefined) await open(work)
      return
    }
    // It came from there: nobody wants to hear their own words again.
    if (news.via === 'tickets' && ports.isOnly) return
    await update(work, remote ?? (await findCase(work)))
  }
}

/** Whether the system lets the bot in and has the search that the profile names. */
export async function tryRest(settings: RestSettings, ports: Pick<RestPorts, 'outbound' | 'clock'>): Promise<void> {
  const { lookup } = settings.profile
  const values = { ...ownValues(settings), key: 'A-0-doctor', number: 'A-0', delivery: 'A-0-doctor' }
  readList(await createCalls(settings, ports)(lookup, values), lookup, settings)
}

type Call = (request: Pick<Find, 'method' | 'url' | 'body'>, values: Values) => Promise<OutboundAnswer>
type Work = { settings: RestSettings; ports: RestPorts; call: Call; parcel: Delivery; news: News }

function createCalls(settings: RestSettings, { outbound, clock }: Pick<RestPorts, 'outbound' | 'clock'>): Call {
  const { base, profile, auth } = settings
  const credentials = createCredentials(auth, outbound, clock)
  return async ({ method, url, body }, values) => {
    const address = fillAddress(url, base, values)
    const filled = body === undefined ? {} : { body: JSON.stringify(fillTemplate(body, values, profile)) }
    const send = async (isStale: boolean) => {
      const known = await credentials(isStale)
      const headers = { Accept: 'application/json', ...(body !== undefined && JSON_BODY), ...profile.headers, ...known }
      return await outbound({ method, url: address, headers, ...filled })
    }
    if (auth.kind !== 'oauth2ClientCredentials') return await send(false)
    // A token can be taken back before its time is up.
    return await send(false).catch((error) => {
      if (error instanceof ParcelFailed && error.failure.kind === 'denied') return send(true)
      throw error
    })
  }
}

const JSON_BODY = { 'Content-Type': 'application/json' }

async function open(work: Work): Promise<void> {
  if ((await findCase(work)) !== undefined) return
  waitForSearch(work)
  const { settings, call } = work
  const { profile } = settings
  const answer = parseAnswer(await call(profile.create, valuesOf(work)), settings)
  const remote = asName(valueAt(answer, profile.keyPath))
  // It may be there: the next try looks for it.
  if (remote === undefined) throw new ParcelFailed(`${hostOf(settings)} did not name the ticket.`, { kind: 'down' })
  await link(work, remote, answer)
}

async function update(work: Work, remote: string | undefined): Promise<void> {
  const { settings, call, parcel } = work
  const { update: how } = settings.profile
  // Its opening waits for a person; once they have seen to it, this goes on.
  if (remote === undefined)
    throw new ParcelFailed(`${hostOf(settings)} has no such ticket yet.`, { kind: 'early', after: UNOPENED_WAIT })
  if (!how) return
  const values = valuesOf(work, remote)
  if (how.lookup && parcel.doubtedAt !== undefined) {
    const found = await search(work, how.lookup, values)
    if (found.some((entry) => isMatch(entry, how.lookup, values))) return
    waitForSearch(work)
  }
  await call(how, values)
}

const UNOPENED_WAIT = 10 * 60_000

async function findCase(work: Work): Promise<string | undefined> {
  const { lookup, foundKeyPath, keyPath } = work.settings.profile
  const values = valuesOf(work)
  const entries = await search(work, lookup, values)
  const found = entries.find((entry) => isMatch(entry, lookup, values))
  const remote = found === undefined ? undefined : asName(valueAt(found, foundKeyPath ?? keyPath))
  if (remote !== undefined) await link(work, remote, found)
  return remote
}

// A search that fails leaves no doubt: nothing was sent yet.
async function search({ call, settings }: Work, find: Find, values: Values): Promise<unknown[]> {
  try {
    return readList(await call(find, values), find, settings)
  } catch (error) {
    throw withoutDoubt(error)
  }
}

// What was made a moment ago may not be found yet, and would be made again.
function waitForSearch({ settings, ports, parcel }: Work): void {
  if (parcel.doubtedAt === undefined) return
  const after = parcel.doubtedAt + settings.profile.ambiguous.searchDelay * 60_000 - ports.clock()
  if (after > 0) throw new ParcelFailed(`${hostOf(settings)} cannot be searched yet.`, { kind: 'early', after })
}

async function link({ settings, ports, news }: Work, remote: string, answer: unknown): Promise<void> {
  const { name, profile, base } = settings
  const page = profile.link === undefined ? valueAt(answer, profile.linkPath ?? '') : undefined
  const url = profile.link
    ? fillAddress(profile.link, base, { ...ownValues(settings), remote }).href
    : below(base, page)
  await ports.cases.link(news.case.number, name, remote, url)
}

// An answer must not lead experts to another place than the system that was configured.
function below(base: string, page: unknown): string | undefined {
  const url = typeof page === 'string' ? URL.parse(page) : null
  return url && url.origin === new URL(base).origin ? url.href : undefined
}

function valuesOf({ settings, ports, news }: Work, remote?: string): Values {
  return { ...ownValues(settings), ...toValues(news, ports.titleOf), ...(remote !== undefined && { remote }) }
}

function ownValues({ profile }: RestSettings): Values {
  return Object.fromEntries(Object.entries(profile.set).map(([name, value]) => [`set.${name}`, value]))
}

function isMatch(entry: unknown, { match }: Pick<Find, 'match'> = {}, values: Values): boolean {
  if (!match) return true
  const wanted = String(fillTemplate(match.has, values, { strip: [], limits: {} }))
  const held = valueAt(entry, match.path)
  return (typeof held === 'string' ? held : JSON.stringify(held ?? '')).includes(wanted)
}

function readList(answer: OutboundAnswer, { list }: Pick<Find, 'list'>, settings: RestSettings): unknown[] {
  const body = parseAnswer(answer, settings)
  const found = list === undefined ? body : valueAt(body, list)
  if (Array.isArray(found)) return found
  // Without its list nobody knows whether the case is there: nothing may be made then.
  throw new ParcelFailed(`${hostOf(settings)} answered a search without a list.`, { kind: 'denied' })
}

function parseAnswer({ body, isCut }: OutboundAnswer, settings: RestSettings): unknown {
  if (isCut) throw new ParcelFailed(`${hostOf(settings)} answered with more than is read.`, { kind: 'down' })
  try {
    return JSON.parse(body)
  } catch (cause) {
    throw new ParcelFailed(`${hostOf(settings)} did not answer with JSON.`, { kind: 'down' }, { cause })
  }
}

function asName(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : undefined
}

function hostOf({ base }: Pick<RestSettings, 'base'>): string {
  return new URL(base).host
}
