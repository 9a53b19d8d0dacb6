import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type AdminAddress, adminFile } from '../../../bot/admin.ts'
import type { ReloadOutcome } from '../../../bot/live-knowledge.ts'
import { scale } from '../../soak/scale.ts'
import { type BotProcess, startBot } from '../../support/bot-process.ts'
import { FIXTURES } from '../../support/documents.ts'
import { DirectLineClient } from '../direct-line-client.ts'

const BROKEN = fileURLToPath(new URL('../../fixtures/documents/invalid/', import.meta.url))
const RELOADS = scale(8, 200)
const TALKERS = 3

let bot: BotProcess
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'))
  cpSync(`${FIXTURES}valid`, folder, { recursive: true })
  bot = await startBot({ KNOWLEDGE_DIR: folder })
})
afterAll(() => bot.stop())

async function reload(): Promise<ReloadOutcome> {
  const { url, token }: AdminAddress = JSON.parse(readFileSync(adminFile(bot.data), 'utf8'))
  const headers = { Authorization: `Bearer ${token}` }
  return (await (await fetch(`${url}/admin/reload`, { method: 'POST', headers })).json()) as ReloadOutcome
}

async function graph(): Promise<unknown> {
  return ((await (await fetch(`${bot.url}/readyz`)).json()) as { graph: unknown }).graph
}

/** Talks until it is told to stop; each text opens the same topic, so that half a graph would show. */
async function talk(isOver: () => boolean): Promise<{ statuses: Set<number>; answers: Set<string> }> {
  const client = await DirectLineClient.start(bot.url)
  const statuses = new Set<number>()
  while (!isOver()) {
    statuses.add((await client.post({ text: '0xC004F074' })).status)
    // Below the rate at which one conversation is told to slow down.
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const { activities } = await client.read()
  return { statuses, answers: new Set(activities.filter(({ from }) => from.role === 'bot').map(({ type }) => type)) }
}

// What each rule says, document by document: knowledge/check.test.ts; hostile documents: threats/t28.
describe('F20 bad documents', () => {
  it(
    'are refused with their places while people talk: no turn fails, and the graph before stays',
    async () => {
      const before = await graph()
      const broken = readdirSync(BROKEN).filter((name) => name.endsWith('.md'))
      let isOver = false
      const talks = Promise.all(Array.from({ length: TALKERS }, () => talk(() => isOver)))
      const outcomes: string[] = []
      for (let n = 0; n < RELOADS; n += 1) {
        const name = broken[Math.floor((n * broken.length) / RELOADS)] ?? ''
        cpSync(join(BROKEN, name), join(folder, `bad-${name}`))
        const outcome = await reload()
        rmSync(join(folder, `bad-${name}`))
        // Some are wrong only beside another one; those come to be, and go again with the next.
        outcomes.push(outcome.status)
        if (outcome.status !== 'refused') continue
        const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error')
        expect(errors.length).toBeGreaterThan(0)
        expect(errors.every(({ line }) => line >= 1)).toBe(true)
      }
      expect(outcomes.filter((status) => status === 'refused').length).toBeGreaterThan(0.8 * RELOADS)
      await reload()
      isOver = true
      for (const { statuses, answers } of await talks) {
        expect(statuses).toEqual(new Set([200]))
        expect(answers).toEqual(new Set(['message']))
      }
      expect(await graph()).toBe(before)
    },
    scale(60_000, 3_600_000),
  )

  it('that came to be by a slip in a good one change nothing, whatever was slipped', async () => {
    const file = join(folder, 'topic.md')
    const good = readFileSync(file, 'utf8')
    const before = await graph()
    const slips = [good.slice(0, good.length / 3), good.replace('---', ''), good.replaceAll('```', '``')]
    for (const slip of slips) {
      writeFileSync(file, slip)
      const { status, version } = await reload()
      expect([status, version, await graph()]).toEqual(
        status === 'refused' ? ['refused', before, before] : [expect.stringMatching(/^(re|un)/), version, version],
      )
      writeFileSync(file, good)
      await reload()
      expect(await graph()).toBe(before)
    }
  }, 60_000)
})
