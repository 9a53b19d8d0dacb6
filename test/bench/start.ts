import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startBot } from '../support/bot-process.ts'

// How long the bot takes from its start to the first /readyz that says yes (aim: 3 s the very first time), what it holds
// in memory after a paste once its children are done (aim: 200 MB), and the most that it and its children held together.
const PASTE = readFileSync(new URL('../fixtures/pastes/office-2013-act-0xC004F074.txt', import.meta.url), 'utf8')

// An empty cache is a newcomer's: the documents are compiled and the matcher is trained.
const data = mkdtempSync(join(tmpdir(), 'bench-start-'))
mkdirSync(join(data, 'cache'))
for (const round of ['first start', 'second start', 'third start']) {
  const start = performance.now()
  const starting = startBot({}, data)
  const watch = watchMemory()
  const bot = await starting
  const ready = performance.now() - start
  await chat(bot.url)
  await untilTrained(bot.url)
  const trained = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 2000))
  console.log(
    `${round}: ready in ${Math.round(ready)} ms, matcher in ${Math.round(trained)} ms, ` +
      `${residentMegabytes(bot.pid)} MB resident, with children ${watch.most()} MB at most`,
  )
  await bot.stop()
}

async function untilTrained(url: string): Promise<void> {
  for (;;) {
    const { matcher } = (await (await fetch(`${url}/readyz`)).json()) as { matcher: string }
    if (matcher !== 'training') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The most that all processes below this one held at one time, looked at thirty times a second. */
function watchMemory(): { most: () => number } {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(
      most,
      below(process.pid).reduce((sum, pid) => sum + residentMegabytes(pid), 0),
    )
  }, 33)
  return {
    most: () => {
      clearInterval(timer)
      return most
    },
  }
}

function below(pid: number): number[] {
  const children = readOr(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...below(child)])
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process has ended meanwhile.
    return ''
  }
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
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readOr(`/proc/${pid}/status`))?.[1] ?? 0
  return Math.round(Number(kilobytes) / 1024)
}
