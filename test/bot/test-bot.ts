import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Config, type Limits, parseConfig, storePlace } from '../../bot/config.ts'
import type { Log } from '../../bot/log.ts'
import { type BotParts, type RunningBot, startBot } from '../../bot/main.ts'
import { openStore, type Store } from '../../bot/store/index.ts'
import type { Card, ConversationEvent, Knowledge, Reply, Turn } from '../../dialogs/index.ts'

/** A conversation that counts its turns and does what it is told, so that tests of the edge need no documents. */
export type CountingState = { schema: 1; turns: number; heard: string[] }

export type TestBot = { bot: RunningBot; config: Config; store: Store; lines: object[]; stop: () => Promise<void> }

const KNOWLEDGE = {
  graph: { version: 'test', documents: [], topics: [], nodes: {}, tables: [] },
  matcher: {
    match: () => {
      throw new Error('The counting conversation matches nothing.')
    },
  },
} satisfies Knowledge

const QUESTION: Card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'Is it so?' }],
  actions: [
    {
      type: 'Action.Submit',
      title: 'Yes, it is',
      data: { kind: 'choice', node: 'n', graph: 'g', turn: 1, pick: 'true' },
    },
  ],
}

/** A folder for one test. */
export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'bot-test-'))
}

/** Starts a bot in this process, on a free port of loopback. */
export async function startTestBot(
  settings: Record<string, string> = {},
  { limits, ...parts }: Partial<BotParts<CountingState>> & { limits?: Partial<Limits> } = {},
): Promise<TestBot> {
  const parsed = parseConfig({ PORT: '0', DATA_DIR: newDataDir(), ...settings })
  const config = { ...parsed, limits: { ...parsed.limits, ...limits } }
  const store = parts.store ?? (await openStore(storePlace(config)))
  const lines: object[] = []
  const write = (fields: object) => void lines.push(fields)
  const log: Log = { info: write, warn: write, error: write }
  const bot = await startBot<CountingState>({
    knowledge: () => KNOWLEDGE,
    matcherState: () => 'trained',
    converse: countTurns,
    createState: () => ({ schema: 1, turns: 0, heard: [] }),
    mask: (text) => text.replaceAll(/SECRET-\w+/g, '[hidden]'),
    page: (nonce) => `<!doctype html><script nonce="${nonce}"></script>`,
    assets: new Map(),
    clock: Date.now,
    log,
    ...parts,
    config,
    store,
  })
  return { bot, config, store, lines, stop: () => bot.stop(1000) }
}

function countTurns(_: Knowledge, state: CountingState, event: ConversationEvent): Turn<CountingState> {
  const turns = state.turns + 1
  const standing = { asks: [], commands: [], shown: [], facts: {} }
  const said = event.kind === 'message' ? event.text : event.kind
  if (said === 'fail') throw new Error('Asked to fail')
  const next: CountingState = { schema: 1, turns, heard: [...state.heard, said.slice(0, 20)] }
  const files = event.kind === 'message' ? event.files.map(({ name, text }) => ` ${name}:${text?.length ?? '-'}`) : []
  const text = `${turns}: ${said.slice(0, 20)}${files.join('')}`
  const reply: Reply = said === 'ask' ? { kind: 'message', text, card: QUESTION } : { kind: 'message', text }
  if (said !== 'ticket') return { state: next, replies: [reply], effects: [], standing }
  const ticket = {
    number: event.ticketNumber,
    topic: 'kms-not-reached',
    codes: ['0xC004F074'],
    facts: { officeVersion: { value: '2013', from: 'ospp.dstatus', line: 4 } },
    tried: [],
    question: 'Which host is right?',
  }
  return { state: next, replies: [reply], effects: [{ kind: 'openTicket', ticket }], standing }
}
