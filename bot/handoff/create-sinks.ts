import type { CaseStore } from '../cases/index.ts'
import type { FileStore, TurnStore } from '../store/index.ts'
import type { TitleOf } from './describe-case.ts'
import type { Sink } from './dispatcher.ts'
import { type News, readNews } from './news.ts'
import { createOutbound, type Outbound } from './outbound.ts'
import type { SinkSettings, TeamsSettings } from './sink-settings.ts'
import { createTicketFiles } from './ticket-files.ts'

/** The lane of the folders that every bot writes. */
export const TICKET_FILES = 'ticket-files'

export type SinkPorts = {
  cases: Pick<CaseStore, 'case' | 'link'>
  store: Pick<TurnStore, 'lines'> & Pick<FileStore, 'files'>
  /** The folder in which the tickets lie. */
  dataDir: string
  titleOf: TitleOf
  /** The text without its secrets. */
  mask: (text: string) => string
  /** Zones and hosts that configuration knows. */
  site: readonly string[]
  /** Where experts find a case at the desk, by its number. */
  pageOf?: (number: string) => string | undefined
  clock: () => number
  outbound?: Outbound
  /** Makes the sink of a channel in Teams, where the bot is in Teams. */
  teams?: (settings: TeamsSettings, readNews: (parcel: Parameters<Sink>[0]) => Promise<News>) => Sink
}

/** The lanes of the configured systems, in their order; the folders come first. */
export function sinkNames(sinks: readonly SinkSettings[]): string[] {
  return [TICKET_FILES, ...sinks.map(({ name }) => name)]
}

/** Makes a sink for every system that cases go to. */
export async function createSinks(sinks: readonly SinkSettings[], ports: SinkPorts): Promise<Record<string, Sink>> {
  const outbound = ports.outbound ?? createOutbound(ports.clock)
  const source = { case: ports.cases.case, lines: ports.store.lines, files: ports.store.files }
  const files = createTicketFiles({ ...ports, readNews: readerFor(false), folder: ports.dataDir })
  const isOnly = sinks.filter(({ kind }) => kind === 'rest').length === 1
  const made: Record<string, Sink> = { [TICKET_FILES]: files }
  for (const settings of sinks) {
    const mine = { ...ports, outbound, isOnly, readNews: readerFor(settings.external) }
    made[settings.name] = await createSink(settings, mine)
  }
  return made

  function readerFor(external: boolean) {
    const { mask, site, pageOf } = ports
    const options = { mask, external, site, ...(pageOf && { pageOf }) }
    return (parcel: Parameters<Sink>[0]) => readNews(source, parcel, options)
  }
}

type Ready = SinkPorts & {
  outbound: Outbound
  isOnly: boolean
  readNews: (parcel: Parameters<Sink>[0]) => Promise<News>
}

// Only who sends mails loads what sends mails.
async function createSink(settings: SinkSettings, ports: Ready): Promise<Sink> {
  switch (settings.kind) {
    case 'file':
      return createTicketFiles({ ...ports, folder: settings.folder })
    case 'mail':
      return (await import('./mail-sink.ts')).createMailSink(settings, ports)
    case 'webhook':
      return (await import('./webhook-sink.ts')).createWebhookSink(settings, ports)
    case 'rest':
      return (await import('./rest/rest-sink.ts')).createRestSink(settings, ports)
    case 'teams':
      if (ports.teams) return ports.teams(settings, ports.readNews)
      // Cases would wait for it without a word.
      throw new Error(`Nothing brings cases to "${settings.name}": the bot is not in Teams.`)
  }
}
