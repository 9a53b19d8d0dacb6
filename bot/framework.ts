import { join } from 'node:path'

import type { InboundActivity } from './activity.ts'
import { SupportAdapter } from './adapter.ts'
import type { Config } from './config.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createEmulatorGuard, createGuard, type Guard, isChannelService } from './guard.ts'
import { isLoopback, type Route } from './http/index.ts'
import type { Log } from './log.ts'
import { createSigningKeys } from './signing-keys.ts'
import type { Store } from './store/index.ts'
import { type Aside, createReach, createSupportBot } from './support-bot.ts'
import { answerMessageAction, type MessageActionPorts } from './teams/message-action.ts'
import { createTeamsOutlet, type ExpertDesk, noticeInstalls, type TeamsOutlet } from './teams-channel/index.ts'
import type { Tracing } from './tracing.ts'
import type { TakeTurn } from './turn.ts'

export type FrameworkPorts = MessageActionPorts & {
  config: Pick<Config, 'mode' | 'app' | 'dataDir'>
  store: Store
  clock: () => number
  log: Log
  openIdUrl?: string
  tracing?: Pick<Tracing, 'post'> | undefined
}

/** What the Bot Framework adds to a bot. */
export type Framework = { route: Route; deliveries: Deliveries }

/** The Bot Framework's side, before there is anybody to give its activities to. */
export type OpenFramework = {
  /** The way into channels of Teams. */
  teams: TeamsOutlet
  serve(takeTurn: TakeTurn, experts?: ExpertDesk): Framework
}

const OPEN_ID_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration'

/** Opens the Bot Framework's side. Not without an app id: everybody would be let in. */
export function openFramework(ports: FrameworkPorts): OpenFramework {
  const { config, store, clock } = ports
  if (!config.app && config.mode !== 'emulator') throw new Error('There are no Bot Framework channels without an app.')
  const adapter = new SupportAdapter(config.app)
  const isTrusted = config.app ? isChannelService : isOnThisMachine
  const guard = guardOf(ports)
  return {
    teams: createTeamsOutlet({ adapter, installs: store, appId: config.app?.id, isTrusted, clock }),
    serve: (takeTurn, experts) => {
      const deliveries = createDeliveries({ ...ports, reach: createReach(adapter, isTrusted) })
      const answerAside = async (activity: InboundActivity): Promise<Aside | undefined> => {
        await noticeInstalls(store, activity)
        const body = activity.type === 'invoke' ? answerMessageAction(ports, activity) : undefined
        if (body) return { body }
        const heard = await experts?.(activity)
        return heard && { body: heard.invoked }
      }
      return {
        route: createSupportBot({ adapter, guard, takeTurn, deliveries, answerAside, log: ports.log }),
        deliveries,
      }
    },
  }
}

function guardOf({ config, clock, log, openIdUrl = OPEN_ID_URL }: FrameworkPorts): Guard {
  if (!config.app) return createEmulatorGuard()
  const cacheFile = join(config.dataDir, 'cache', 'signing-keys.json')
  return createGuard({
    appId: config.app.id,
    keys: createSigningKeys({ openIdUrl, cacheFile, clock, log }),
    clock,
    log,
  })
}

// The emulator's guard let nothing else in.
function isOnThisMachine(url: string): boolean {
  return isLoopback(URL.parse(url)?.hostname.replace(/^\[|\]$/g, '') ?? '')
}
