import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type CaseStore, NEWS_LANE, parcelsOf } from '../../../bot/cases/index.ts'
import {
  createDispatcher,
  createOutbound,
  createSinks,
  type Dispatcher,
  type Outbound,
  type SinkSettings,
  sinkNames,
  TICKET_FILES,
} from '../../../bot/handoff/index.ts'
import { readProfile } from '../../../bot/handoff/rest/read-profile.ts'
import { createSecret } from '../../../bot/handoff/secret.ts'
import { conversationKey, openSqlite, type Parcel, type Store } from '../../../bot/store/index.ts'
import type { TicketDraft } from '../../../dialogs/index.ts'

/** Cases on their way to sinks, with a clock that the test moves and a log that the test reads. */
export type SinkBench = {
  store: Store
  cases: CaseStore
  dispatcher: Dispatcher
  events: { event: string; kind?: string; key?: string }[]
  now(): number
  advance(ms: number): void
  /** Opens cases and resolves with their numbers. */
  open(count?: number, draft?: Partial<TicketDraft>): Promise<string[]>
  close(): Promise<void>
}

/** What the test says about the case, where it does not matter. */
const DRAFT = {
  topic: 'office-0xC004F074',
  codes: ['0xC004F074'],
  facts: {
    product: { value: 'office', from: 'ospp.dstatus', line: 2 },
    officeVersion: { value: '2013', from: 'ospp.dstatus', line: 4 },
    licenseStatus: { value: 'notification', from: 'ospp.dstatus', line: 7 },
    graceDays: { value: 3, from: 'ospp.dstatus', line: 9 },
    kmsHostAsked: { value: 'kms01.corp.example', from: 'event.12288', line: 3 },
  },
  tried: [
    {
      node: 'office-0xC004F074#point-this-pc-at-the-right-host',
      title: 'Point this PC at the right host',
      result: 'failed',
      commands: ['cscript ospp.vbs /sethst:kms01.corp.example'],
    },
  ],
  question: 'Which host is right?',
} satisfies Omit<TicketDraft, 'number'>

// Thousands of commits: what a disk does with them is tested elsewhere.
const MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export type BenchOptions = {
  onParked?: (parcel: Parcel) => Promise<void>
  /** Stands between the sinks and the way out. */
  outbound?: (ready: Outbound) => Outbound
  /** Whether the folders are written as well. */
  withFiles?: boolean
}

export async function openSinkBench(
  sinks: SinkSettings[],
  { onParked, outbound, withFiles = true }: BenchOptions = {},
): Promise<SinkBench> {
  let ahead = 0
  const clock = () => Date.now() + ahead
  const dataDir = mkdtempSync(join(MEMORY, 'sinks-'))
  const store = await openSqlite(join(dataDir, 'bot.db'), clock)
  const mask = (text: string) => text.replaceAll(/SECRET-\w+/g, '[hidden]')
  const names = sinkNames(sinks).filter((name) => withFiles || name !== TICKET_FILES)
  const cases = store.openCases({ sinkNames: names, mask })
  const events: SinkBench['events'] = []
  const write = (fields: SinkBench['events'][number]) => void events.push(fields)
  const log = { info: write, warn: write, error: write }
  const titleOf = () => 'No KMS host could be reached (Office)'
  const site = ['corp.example']
  const ready = createOutbound(clock)
  const ports = { cases, store, dataDir, titleOf, mask, site, clock, outbound: outbound?.(ready) ?? ready }
  const made = await createSinks(sinks, ports)
  if (!withFiles) delete made[TICKET_FILES]
  const lanes = { ...made, [NEWS_LANE]: async () => {} }
  const dispatcher = createDispatcher({
    store,
    sinks: lanes,
    clock,
    log,
    random: () => 0.5,
    ...(onParked && { onParked }),
  })
  let opened = 0
  const openOne = async (draft: Partial<TicketDraft>) => {
    opened += 1
    const name = { channel: 'directline', conversation: `c${opened}` }
    let number = ''
    await store.turn(
      { conversation: conversationKey(name), activity: 'open' },
      { name, person: 'dl_1', locale: 'en' },
      (before) => {
        number = before.ticketNumber
        const effects = [{ kind: 'openTicket' as const, ticket: { ...DRAFT, ...draft, number } }]
        const lines = [line('user', 'Office says 0xC004F074', clock()), line('bot', 'Which host?', clock())]
        return { lines, effects, outbox: parcelsOf(effects, names), answer: {} }
      },
    )
    return number
  }
  return {
    store,
    cases,
    dispatcher,
    events,
    now: clock,
    advance: (ms) => {
      ahead += ms
    },
    open: async (count = 1, draft = {}) => {
      const numbers: string[] = []
      for (let n = 0; n < count; n += 1) numbers.push(await openOne(draft))
      return numbers
    },
    close: async () => {
      await dispatcher.stop(100)
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function line(role: 'user' | 'bot', text: string, at: number) {
  const other = role === 'bot' ? 'user' : 'bot'
  const account = (of: string) => ({ id: of, name: of, role: of })
  return {
    activity: {
      type: 'message',
      id: `c|${role}`,
      timestamp: new Date(at).toISOString(),
      channelId: 'directline',
      conversation: { id: 'c' },
      from: account(role),
      recipient: account(other),
      text,
    },
  }
}

/** A mail sink that a server on loopback takes. */
export function mailTo(port: number, more: object = {}): SinkSettings {
  return {
    kind: 'mail',
    name: 'mail',
    external: false,
    host: '127.0.0.1',
    port,
    encryption: 'plain',
    from: 'activation@corp.example',
    to: ['it@corp.example'],
    subject: 'Activation case {number}',
    ...more,
  }
}

/** The secret that the test's webhooks are signed with. */
export const HOOK_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

/** A webhook on loopback. */
export function hookAt(url: string, more: object = {}): SinkSettings {
  return {
    kind: 'webhook',
    name: 'webhook',
    external: false,
    url: new URL(url),
    secrets: [createSecret(HOOK_SECRET)],
    ...more,
  }
}

/** A ticket system on loopback, by one of the profiles that come with the bot. */
export function ticketsAt(base: string, profile: string, more: Record<string, unknown> = {}): SinkSettings {
  const problems: string[] = []
  const set = { project: 'IT', group: 'Activation', customer: 'bot@corp.example' }
  const read = readProfile(profile, { ...more, set }, (problem) => void problems.push(problem))
  if (!read) throw new Error(problems.join('; '))
  const password = createSecret('right')
  return {
    kind: 'rest',
    name: 'tickets',
    external: false,
    base,
    auth: { kind: 'basic', user: 'bot', password },
    profile: read,
  }
}
