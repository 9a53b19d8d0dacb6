import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { freePort } from './free-port.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const FLAGS: string[] = scripts.start.split(' ').slice(1, -1)

/** The bot as `npm start` runs it, in a process of its own with its own data folder. */
export type BotProcess = {
  url: string
  data: string
  pid: number
  errors: () => string
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** Starts the bot on a free loopback port and waits until it is ready. `data` of an earlier run goes on where it was. */
export async function startBot(
  settings: Record<string, string> = {},
  data = mkdtempSync(join(tmpdir(), 'bot-')),
): Promise<BotProcess> {
  takeCache(data)
  const port = settings['PORT'] ?? String(await freePort())
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    DATA_DIR: data,
    PORT: port,
    ...settings,
  }
  const child = spawn(process.execPath, [...FLAGS, 'bot/commands/start.ts'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stdout?.resume()
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child, () => errors)
  return { url, data, pid: child.pid ?? 0, errors: () => errors, stop: (signal = 'SIGTERM') => stop(child, signal) }
}

// Training anew in every process would cost each test some seconds of both cores.
function takeCache(data: string): void {
  const [warm, own] = [join(ROOT, 'data', 'cache'), join(data, 'cache')]
  if (existsSync(warm) && !existsSync(own)) cpSync(warm, own, { recursive: true })
}

async function untilReady(url: string, child: ChildProcess, errors: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The bot stopped with ${child.exitCode}:\n${errors()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`The bot was not ready in 15 s:\n${errors()}`)
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = await ended
  return code
}
