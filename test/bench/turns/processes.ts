import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { startBot } from '../../support/bot-process.ts'
import type { Result, Task } from './load.ts'

/** A program that is loaded, in a process of its own. */
export type Contender = { title: string; url: string; pid: number; startedIn: number; stop(): Promise<unknown> }

const ECHO = new URL('./echo-bot.ts', import.meta.url)
const DIALOG = new URL('./dialog-bot.ts', import.meta.url)
const CONNECTOR = new URL('./connector-stub.ts', import.meta.url)
const LOAD = new URL('./load.ts', import.meta.url)

/** The bare echo bot of the Bot Framework. */
export const startEcho = () => start('Echo bot', ECHO)
/** A dialog bot on the Bot Framework with its state in memory. */
export const startDialog = () => start('Dialog bot, state in memory', DIALOG)
/** The connector of a channel. */
export const startConnector = () => start('Connector', CONNECTOR)

/** This bot as `npm start` runs it; with the Bot Framework's endpoint where it is asked for. */
export async function startOurs(settings: Record<string, string> = {}): Promise<Contender> {
  const begun = performance.now()
  const { url, pid, stop } = await startBot(settings)
  return { title: 'This bot', url, pid, startedIn: performance.now() - begun, stop }
}

async function start(title: string, file: URL): Promise<Contender> {
  const begun = performance.now()
  const child = run(file)
  const [url] = await once(createInterface({ input: child.stdout ?? process.stdin }), 'line')
  const stop = async () => {
    child.kill()
    await once(child, 'exit')
  }
  return { title, url, pid: child.pid ?? 0, startedIn: performance.now() - begun, stop }
}

function run(file: URL, ...args: string[]): ChildProcess {
  const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' }
  return spawn(process.execPath, [fileURLToPath(file), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Loads a program from a process of its own; `begin` is called when everybody is there, before the first turn. */
export async function load(task: Task, begin: () => void = () => {}): Promise<Result> {
  const child = run(LOAD, JSON.stringify(task))
  let last = ''
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    if (line === 'ready') begin()
    last = line
  }
  const result: Result = JSON.parse(last)
  return result
}

/** Processor time that a process took so far, in milliseconds. Linux only, as are the figures in our documents. */
export function processorTime(pid: number): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')
  const [user = 0, system = 0] = afterName.split(' ').slice(11, 13).map(Number)
  return (user + system) * 10
}

/** Memory that a process holds, in MB. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0
  return Math.round(Number(kilobytes) / 1024)
}
