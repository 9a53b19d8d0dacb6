import { join } from 'node:path'

import type { InboundActivity } from './activity.ts'
import { SupportAdapter } from './adapter.ts'
import type { Config } from './config.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createEmulatorGuard, createGuard, isChannelService } from './guard.ts'
import type { Route } from './http/index.ts'
import type { Log } from './log.ts'
import { createSigningKeys } from './signing-keys.ts'
import type { Store } from './store/index.ts'
import { createReach, createSupportBot } from './support-bot.ts'
import { answerMessageAction, type MessageActionPorts } from './teams/message-action.ts'
import type { TakeTurn } from './turn.ts'

export type FrameworkPorts = MessageActionPorts & {
  config: Pick<Config, 'mode' | 'app' | 'dataDir'>
  store: Store
  clock: () => number
  log: Log
  openIdUrl?: string
}

/** What the Bot Framework adds to a bot. */
export type Framework = { route: Route; deliveries: Deliveries }

const OPEN_ID_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration'

/** Builds the Bot Framework's side. Not without an app id: everybody would be let in. */
export function createFramework(ports: FrameworkPorts, takeTurn: TakeTurn): Framework {
  const { config, clock } = ports
  if (!config.app && config.mode !== 'emulator') throw new Error('There are no Bot Framework channels without an app.')
  const adapter = new SupportAdapter(config.app)
  const guard = config.app
    ? createGuard({
        appId: config.app.id,
        keys: createSigningKeys({
          openIdUrl: ports.openIdUrl ?? OPEN_ID_URL,
          cacheFile: join(config.dataDir, 'cache', 'signing-keys.json'),
          clock,
          log: ports.log,
        }),
        clock,
        log: ports.log,
      })
    : createEmulatorGuard()
  const isTrusted = config.app ? isChannelService : () => true
  const deliveries = createDeliveries({ ...ports, reach: createReach(adapter, isTrusted) })
  const answerAside = (activity: InboundActivity) => answerMessageAction(ports, activity)
  const route = createSupportBot({ adapter, guard, takeTurn, deliveries, answerAside, log: ports.log })
  return { route, deliveries }
}
