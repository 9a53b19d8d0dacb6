import { type CaseStore, createCaseNews, createTicketNews, NEWS_LANE, tellParked, watchCases } from './cases/index.ts'
import { createDispatcher, createSinks, type Dispatcher, sinkNames as namesOf, type Sink } from './handoff/index.ts'
import type { Route } from './http/index.ts'
import type { BotParts } from './main.ts'
import {
  createChannelSink,
  createExpertDesk,
  type ExpertChannel,
  type ExpertDesk,
  type TeamsOutlet,
} from './teams-channel/index.ts'
import { createTurns, type TakeTurn } from './turn.ts'

/** Cases, the turns that open them, and the systems that hear of them. */
export type CaseWork = {
  cases: CaseStore
  takeTurn: TakeTurn
  dispatcher: Dispatcher
  routes: Route[]
  /** Hears experts in their channels of Teams; nothing without one. */
  experts?: ExpertDesk
  /** Says who shows what is new in a conversation. */
  showWith(notify: (conversation: string) => void): void
}

/** Starts what brings cases to IT and answers back. */
export async function startCases<State extends object>(
  parts: BotParts<State>,
  isOverloaded: () => boolean,
  teams?: TeamsOutlet,
): Promise<CaseWork> {
  const { config, store, log } = parts
  const sinkNames = namesOf(config.sinks)
  const cases = watchCases(store.openCases({ sinkNames, mask: parts.mask }), () => dispatcher.wake())
  const turns = createTurns({ ...parts, sinkNames, isOverloaded })
  let notify = (_conversation: string) => {}
  const news = createCaseNews({ cases, store, takeTurn: turns, notify: (conversation) => notify(conversation) })
  const channels: ExpertChannel[] = []
  const sinks = { ...(await openSinks(parts, cases, { outlet: teams, channels })), [NEWS_LANE]: news }
  const dispatcher = createDispatcher({
    store,
    sinks: parts.tracing?.sinks(sinks) ?? sinks,
    onParked: (parcel) => tellParked({ cases, store, tell: news }, parcel),
    clock: store.now,
    log,
  })
  return {
    cases,
    takeTurn: async (inbound) => {
      const outcome = await turns(inbound)
      // Each lane asks the database.
      if (outcome.hasParcels) dispatcher.wake()
      return outcome
    },
    dispatcher,
    ...(teams && { experts: createExpertDesk({ channels, cases, outlet: teams, titleOf: titlesOf(parts), log }) }),
    routes: config.ticketNews ? [createTicketNews({ news: config.ticketNews, cases, log })] : [],
    showWith: (shows) => {
      notify = shows
    },
  }
}

type Experts = { outlet: TeamsOutlet | undefined; channels: ExpertChannel[] }

function openSinks<State extends object>(
  parts: BotParts<State>,
  cases: CaseStore,
  { outlet, channels }: Experts,
): Promise<Record<string, Sink>> {
  const { config, store, mask, clock } = parts
  const { desk, publicUrl, dataDir } = config
  const titleOf = titlesOf(parts)
  const { domains = [], kmsHost } = config.organisation
  const site = [...domains, ...(kmsHost === undefined ? [] : [kmsHost])]
  const pageOf = (number: string) => (desk && publicUrl ? new URL(`/desk/cases/${number}`, publicUrl).href : undefined)
  const ports = { cases, store, dataDir, titleOf, mask, site, pageOf, clock }
  if (!outlet) return createSinks(config.sinks, ports)
  return createSinks(config.sinks, {
    ...ports,
    teams: (settings, readNews) => {
      const readNameless = async (number: string) => (await readNews({ key: number, payload: { number } })).case
      channels.push({ settings, ...(settings.external ? { readNameless } : { pageOf }) })
      return createChannelSink(settings, { outlet, cases, readNews, titleOf, clock: store.now, places: store })
    },
  })
}

function titlesOf<State extends object>({ knowledge }: Pick<BotParts<State>, 'knowledge'>) {
  return (topic: string) => knowledge().graph.topics.find(({ id }) => id === topic)?.title
}
