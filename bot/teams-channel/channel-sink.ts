import type { CaseStore } from '../cases/index.ts'
import type { TitleOf } from '../handoff/describe-case.ts'
import type { Delivery, Sink } from '../handoff/dispatcher.ts'
import type { TeamsSettings } from '../handoff/index.ts'
import type { News } from '../handoff/news.ts'
import { ParcelFailed } from '../handoff/parcel-failed.ts'
import { createThreadRate, type SharedPlaces, type ThreadRate } from '../thread-rate.ts'
import { renderCase, renderNotice } from './case-card.ts'
import { EXPERT_WORDS as WORDS } from './expert-words.ts'
import { type Place, type TeamsOutlet, threadId, threadOf } from './teams-outlet.ts'

export type ChannelSinkPorts = {
  outlet: TeamsOutlet
  cases: Pick<CaseStore, 'case' | 'link'>
  readNews: (parcel: Delivery) => Promise<News>
  titleOf: TitleOf
  clock: () => number
  /** Counts posts with the other bots of this store. */
  places?: SharedPlaces
}

const MINUTE = 60_000
// A second card does no harm, since a case is claimed once; an early one would be the rule.
const AGAIN_AFTER = 2 * MINUTE
const LONGEST_PAUSE = 2000

/** Keeps one card per case in a channel as the case stands, and says in its thread what the person writes. */
export function createChannelSink(settings: TeamsSettings, ports: ChannelSinkPorts): Sink {
  const rate = createThreadRate(ports.clock, ports.places)
  return async (parcel) => {
    const news = await readSettled(ports, parcel)
    // Not from the news: who is outside is not told where else a case is.
    const links = (await ports.cases.case(news.case.number))?.links ?? []
    const thread = threadOf(links.find(({ sink }) => sink === settings.name)?.remote ?? '')
    const isNew = thread === undefined
    if (isNew || news.entry) waitOutDoubt(parcel, ports.clock())
    await takePlace(rate, settings.channel)
    const content = renderCase(news.case, { titleOf: ports.titleOf, page: news.page })
    const isShown = !isNew && (await ports.outlet.update(settings, thread, content))
    const shown = isShown ? thread : await start(settings, ports, { number: news.case.number, content })
    if (isShown) await tell(settings, ports, { news, thread: shown, rate })
  }
}

// Most answers arrive within a moment: then the card says so at once.
async function readSettled({ readNews }: ChannelSinkPorts, parcel: Delivery): Promise<News> {
  let news = await readNews(parcel)
  for (let looks = 1; looks < MOST_LOOKS && isOnItsWay(news); looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS))
    news = await readNews(parcel)
  }
  return news
}

const MOST_LOOKS = 6
const BETWEEN_LOOKS = 200
const isOnItsWay = ({ entry }: News) => entry?.by === 'expert' && entry.delivery === 'pending'

function waitOutDoubt({ doubtedAt }: Delivery, now: number): void {
  const left = doubtedAt === undefined ? 0 : doubtedAt + AGAIN_AFTER - now
  if (left > 0) throw new ParcelFailed('Waits, since the message may be there already.', { kind: 'early', after: left })
}

async function takePlace(rate: ThreadRate, channel: string): Promise<void> {
  const wait = await rate.reserve(channel, LONGEST_PAUSE)
  if (wait > LONGEST_PAUSE) throw new ParcelFailed('Teams takes no more now.', { kind: 'early', after: wait })
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
}

async function start(
  place: TeamsSettings,
  { outlet, cases }: ChannelSinkPorts,
  { number, content }: { number: string; content: object },
): Promise<string> {
  const thread = await outlet.post(place, content)
  await cases.link(number, place.name, threadId(place, thread), messageLink(place, thread))
  return thread
}

/** The address that opens the card in Teams. */
function messageLink({ channel, tenant }: Place, thread: string): string {
  return `https://teams.microsoft.com/l/message/${encodeURIComponent(channel)}/${thread}?tenantId=${encodeURIComponent(tenant)}`
}

type Telling = { news: News; thread: string; rate: ThreadRate }

// An update of a card rings no bell; words of the person, and an answer that was lost, must be noticed.
async function tell(place: TeamsSettings, ports: ChannelSinkPorts, { news, thread, rate }: Telling): Promise<void> {
  const { case: found, entry } = news
  if (!entry) return
  const post = async (label: string) => {
    await takePlace(rate, place.channel)
    await ports.outlet.reply(place, thread, renderNotice(label, entry.text))
  }
  if (entry.by === 'person') return await post(WORDS.wordsFrom(found.draft.who ?? WORDS.person, found.number))
  if (entry.delivery === 'failed') return await post(WORDS.notArrived(found.draft.contact))
  // The card shows whether it arrived, as soon as that is known.
  const age = ports.clock() - entry.at
  if (isOnItsWay(news) && age < 5 * MINUTE)
    throw new ParcelFailed('The answer is on its way.', { kind: 'early', after: Math.max(2000, age) })
}
