import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { DirectLineClient } from './direct-line-client.ts'
import { newDataDir, startTestBot } from './test-bot.ts'

const CHILD = fileURLToPath(new URL('crash-child.ts', import.meta.url))
const KILLS = 12
const TALKERS = 4

async function startChild(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [CHILD, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout ?? child, 'data')
  return { child, url: String(line).trim() }
}

type Talker = { token: string; id: string; acknowledged: string[]; sent: number }

/** Talks until the bot is gone; what has no answer is sent again to the next bot, as a client does. */
async function talk(url: string, talker: Talker): Promise<void> {
  const client = Object.assign(new DirectLineClient(url), { token: talker.token, id: talker.id })
  for (;;) {
    const clientActivityID = `m${talker.sent}`
    try {
      const { status } = await client.post({ text: clientActivityID, channelData: { clientActivityID } })
      if (status === 429) await new Promise((resolve) => setTimeout(resolve, 20))
      if (status !== 200) continue
      talker.acknowledged.push(clientActivityID)
      talker.sent += 1
    } catch {
      return
    }
  }
}

describe('startBot', () => {
  it(`loses nothing it acknowledged, and does nothing twice, over ${KILLS} times kill -9`, async () => {
    const dataDir = newDataDir()
    const first = await startTestBot({ DATA_DIR: dataDir })
    const talkers: Talker[] = []
    for (let n = 0; n < TALKERS; n += 1) {
      const { token, id } = await DirectLineClient.start(first.bot.url)
      talkers.push({ token, id, acknowledged: [], sent: 0 })
    }
    await first.stop()
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, url } = await startChild(dataDir)
      setTimeout(() => child.kill('SIGKILL'), 30 + 23 * kill)
      await Promise.all(talkers.map((talker) => talk(url, talker)))
      if (child.signalCode === null) await once(child, 'exit')
    }
    const last = await startTestBot({ DATA_DIR: dataDir })
    for (const { token, id, acknowledged } of talkers) {
      const client = Object.assign(new DirectLineClient(last.bot.url), { token, id })
      const { heard, said } = await readAll(client)
      expect(acknowledged.length).toBeGreaterThan(KILLS)
      expect(heard).toEqual(expect.arrayContaining(acknowledged))
      expect(new Set(heard).size).toBe(heard.length)
      expect(said).toEqual(heard.map((text, index) => `${index + 1}: ${text}`))
    }
    await last.stop()
  }, 90_000)
})

async function readAll(client: DirectLineClient): Promise<{ heard: unknown[]; said: unknown[] }> {
  const heard: unknown[] = []
  const said: unknown[] = []
  let watermark = ''
  for (;;) {
    const set = await client.read(watermark)
    if (set.activities.length === 0) return { heard, said }
    for (const { from, text } of set.activities) (from.role === 'bot' ? said : heard).push(text)
    watermark = set.watermark
  }
}
