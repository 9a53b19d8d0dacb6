import { type Config, parseConfig, storePlace } from '../../../bot/config.ts'
import { type BotParts, type RunningBot, startBot } from '../../../bot/main.ts'
import { openStore, type Store } from '../../../bot/store/index.ts'
import { type ConversationState, converse, createState } from '../../../dialogs/index.ts'
import { maskSecrets } from '../../../knowledge/index.ts'
import { smallKnowledge } from '../../dialogs/small-knowledge.ts'
import { newDataDir } from '../test-bot.ts'

/** A bot in this process that converses about the small documents. */
export type CaseBot = { bot: RunningBot; config: Config; store: Store; lines: Record<string, unknown>[] }

/** Starts it on a free port of loopback. */
export async function startCaseBot(
  settings: Record<string, string> = {},
  parts: Partial<BotParts<ConversationState>> = {},
): Promise<CaseBot> {
  const config = parseConfig({ PORT: '0', DATA_DIR: newDataDir(), ...settings })
  const store = parts.store ?? (await openStore(storePlace(config)))
  const knowledge = smallKnowledge()
  const lines: Record<string, unknown>[] = []
  const write = (fields: object) => void lines.push({ ...fields })
  const bot = await startBot<ConversationState>({
    knowledge: () => knowledge,
    matcherState: () => 'trained',
    converse,
    createState,
    mask: (text) => maskSecrets(text).masked,
    page: () => '',
    assets: new Map(),
    clock: Date.now,
    log: { info: write, warn: write, error: write },
    ...parts,
    config,
    store,
  })
  return { bot, config, store, lines }
}
