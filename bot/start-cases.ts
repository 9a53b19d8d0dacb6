import { type CaseStore, createCaseNews, createTicketNews, NEWS_LANE, tellParked, watchCases } from './cases/index.ts'
import { createDispatcher, createSinks, type Dispatcher, sinkNames as namesOf, type Sink } from './handoff/index.ts'
import type { Route } from './http/index.ts'
import type { BotParts } from './main.ts'
import { createTurns, type TakeTurn } from './turn.ts'

/** Cases, the turns that open them, and the systems that hear of them. */
export type CaseWork = {
  cases: CaseStore
  takeTurn: TakeTurn
  dispatcher: Dispatcher
  routes: Route[]
  /** Says who shows what is new in a conversation. */
  showWith(notify: (conversation: string) => void): void
}

/** Starts what brings cases to IT and answers back. */
export async function startCases<State extends object>(
  parts: BotParts<State>,
  isOverloaded: () => boolean,
): Promise<CaseWork> {
  const { config, store, log } = parts
  const sinkNames = namesOf(config.sinks)
  const cases = watchCases(store.openCases({ sinkNames, mask: parts.mask }), () => dispatcher.wake())
  const turns = createTurns({ ...parts, sinkNames, isOverloaded })
  let notify = (_conversation: string) => {}
  const news = createCaseNews({ cases, store, takeTurn: turns, notify: (conversation) => notify(conversation) })
  const sinks = { ...(await openSinks(parts, cases)), [NEWS_LANE]: news }
  const dispatcher = createDispatcher({
    store,
    sinks,
    onParked: (parcel) => tellParked({ cases, store, tell: news }, parcel),
    clock: store.now,
    log,
  })
  return {
    cases,
    takeTurn: async (inbound) => {
      const outcome = await turns(inbound)
      dispatcher.wake()
      return outcome
    },
    dispatcher,
    routes: config.ticketNews ? [createTicketNews({ news: config.ticketNews, cases, log })] : [],
    showWith: (shows) => {
      notify = shows
    },
  }
}

function openSinks<State extends object>(
  { config, store, knowledge, mask, clock }: BotParts<State>,
  cases: CaseStore,
): Promise<Record<string, Sink>> {
  const titleOf = (topic: string) => knowledge().graph.topics.find(({ id }) => id === topic)?.title
  const { domains = [], kmsHost } = config.organisation
  const site = [...domains, ...(kmsHost === undefined ? [] : [kmsHost])]
  return createSinks(config.sinks, { cases, store, dataDir: config.dataDir, titleOf, mask, site, clock })
}
