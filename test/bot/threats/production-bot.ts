import type { IncomingMessage, ServerResponse } from 'node:http'
import { LoopbackServer } from '../../support/loopback-server.ts'
import { SigningService } from '../signing-service.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

export const APP = '11111111-2222-3333-4444-555555555555'
export const SECRET = 'canary-direct-line-secret-of-40-characters'
const PASSWORD = 'canary-password'

/** Somebody who would like the bot to call; counts who does. */
export class EvilHost extends LoopbackServer {
  requests = 0
  connections = 0

  constructor() {
    super()
    this.server.on('connection', () => {
      this.connections += 1
    })
  }

  protected override answer(_: IncomingMessage, response: ServerResponse): void {
    this.requests += 1
    response.end('{}')
  }
}

/** A bot with a registration, whose channel signs with keys of the test. */
export type ProductionBot = TestBot & { service: SigningService; evil: EvilHost; stopAll: () => Promise<void> }

/** Starts it. The conversation is silent: nothing is posted to a channel that is not there. */
export async function startProductionBot(settings: Record<string, string> = {}): Promise<ProductionBot> {
  const service = await new SigningService().start()
  await service.addKey('k1', ['msteams', 'directline'])
  await service.addKey('k2', ['msteams'])
  await service.addKey('bare')
  service.addShortKey('short', ['msteams'])
  await service.addEllipticKey('elliptic')
  const evil = await new EvilHost().start()
  const running = await startTestBot(
    {
      MICROSOFT_APP_ID: APP,
      MICROSOFT_APP_PASSWORD: PASSWORD,
      MICROSOFT_APP_TENANT_ID: 'contoso',
      DIRECT_LINE_SECRET: SECRET,
      ...settings,
    },
    {
      openIdUrl: service.url,
      converse: (_, state) => ({
        state: { ...state, turns: state.turns + 1 },
        replies: [],
        effects: [],
        standing: { asks: [], commands: [], shown: [], facts: {} },
      }),
    },
  )
  const stopAll = async () => {
    await running.stop()
    await service.stop()
    await evil.stop()
  }
  return { ...running, service, evil, stopAll }
}
