import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startBot } from '../support/bot-process.ts'

// How long the bot takes from its start to the first /readyz that says yes, and what it holds in memory after a paste.
const PASTE = readFileSync(new URL('../fixtures/pastes/office-2013-act-0xC004F074.txt', import.meta.url), 'utf8')

// An empty cache is a newcomer's: the documents are compiled and the matcher is trained.
const data = mkdtempSync(join(tmpdir(), 'bench-start-'))
mkdirSync(join(data, 'cache'))
for (const round of ['first start', 'second start', 'third start']) {
  const start = performance.now()
  const bot = await startBot({}, data)
  const ready = performance.now() - start
  await chat(bot.url)
  // A first start trains beside the conversation.
  await new Promise((resolve) => setTimeout(resolve, round === 'first start' ? 10_000 : 1000))
  console.log(`${round}: ready in ${Math.round(ready)} ms, ${residentMegabytes(bot.pid)} MB resident`)
  await bot.stop()
}

async function chat(url: string): Promise<void> {
  const domain = `${url}/v3/directline`
  const { token, conversationId } = await post(`${domain}/tokens/generate`, {})
  const activity = { type: 'message', text: PASTE, from: { id: 'bench' } }
  await post(`${domain}/conversations`, {}, token)
  await post(`${domain}/conversations/${conversationId}/activities`, activity, token)
}

async function post(address: string, body: object, token?: string): Promise<{ token: string; conversationId: string }> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`)
  return await response.json()
}

// Linux only, as are the figures in our documents.
function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(kilobytes) / 1024)
}
