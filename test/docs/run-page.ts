import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Fence, ROOT, readFences, readPage } from './pages.ts'

// A network, processes and a user of one's own: ports are free, everything ends with the page, and nobody is root.
const NAMESPACES = ['-r', '-n', '-p', '-f', '--kill-child', '--mount-proc']
const NOBODY = ['-U', '--map-user=65534', '--map-group=65534']
const ENTER = 'ip link set lo up && mount -t tmpfs tmpfs "$1" && cp -r "$2/." "$1" && cd "$1/$3" && shift 3'
const INSIDE = ['sh', '-c', `${ENTER} && exec unshare ${NOBODY.join(' ')} "$@"`, 'sh']

const NAME = 'activation-support-bot'

/** Whether this machine lets a page have a place of its own. */
export const CAN_RUN_PAGES = isPossible()

/** The commands of a page that can be run here. */
export function runnableFences(page: string): Fence[] {
  return readFences(readPage(page)).filter(({ language, marks }) => language === 'sh' && marks.length === 0)
}

/** How a page went; `at` is the line of the last piece of code that was begun. */
export type PageRun = { status: number | null; at: string; output: string }

/** Runs the commands of a page in order, in one shell, in a copy of the clone in memory; `npm start` goes on beside. */
export function runPage(page: string, clone: string): PageRun {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  const env = {
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    HOME: join(folder, 'home'),
    LANG: 'C.UTF-8',
    // Kept under the path of a file, which is another one for each page: thousands of files for nothing.
    NODE_DISABLE_COMPILE_CACHE: '1',
  }
  const { status, stdout, stderr } = enter([folder, clone, NAME, 'bash', '-c', toScript(runnableFences(page))], env)
  rmdirSync(folder)
  const output = `${stdout}\n${stderr}`
  return { status, at: [...output.matchAll(/^# line \d+$/gm)].at(-1)?.[0] ?? 'nowhere', output }
}

function enter(parts: string[], env: Record<string, string>) {
  const options = { env, encoding: 'utf8' as const, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 }
  return spawnSync('unshare', [...NAMESPACES, ...INSIDE, ...parts], options)
}

function isPossible(): boolean {
  const [folder, empty] = [mkdtempSync(join(tmpdir(), 'page-')), mkdtempSync(join(tmpdir(), 'page-'))]
  const { status } = enter([folder, empty, '', 'true'], { PATH: process.env['PATH'] ?? '' })
  for (const made of [folder, empty]) rmdirSync(made)
  return status === 0
}

/** Makes a fresh clone with the packages of this one, in a folder; `npm ci` finds its work done unless SOAK is set. */
export function makeClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clone-'))
  const clone = join(folder, NAME)
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT }).toString().split('\n')
  for (const file of files.filter((name) => name !== '' && existsSync(join(ROOT, name))))
    cpSync(join(ROOT, file), join(clone, file))
  const cache = join(ROOT, 'data/cache')
  const filter = (file: string) => !file.endsWith('/code')
  if (existsSync(cache)) cpSync(cache, join(clone, 'data/cache'), { recursive: true, filter })
  for (const name of ['home', 'bin']) mkdirSync(join(folder, name))
  if (process.env['SOAK']) return folder
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
  const npm = execFileSync('sh', ['-c', 'command -v npm']).toString().trim()
  writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\n[ "$1" = ci ] && exit 0\nexec ${npm} "$@"\n`)
  chmodSync(join(folder, 'bin/npm'), 0o755)
  return folder
}

function toScript(fences: Fence[]): string {
  const steps = fences.map(({ code, line }) => `echo '# line ${line}' >&2\n${toStep(code)}`)
  return ['set -euo pipefail', ...steps, 'exit 0', ''].join('\n')
}

const HOME_PORT = '3978'

function toStep(code: string): string {
  const port = /\bPORT=(\d+)/.exec(code)?.[1] ?? HOME_PORT
  if (code.startsWith('# Ctrl+C')) return pressCtrlC(port)
  return /\bnpm start\b/.test(code) ? beside(code, port) : code
}

// What people would do in a second terminal: with job control, a job is a group of its own.
function beside(code: string, port: string): string {
  return [
    'set -m',
    `(\n${code}) &`,
    `started_${port}=$!`,
    'set +m',
    `until curl -fs http://127.0.0.1:${port}/readyz > /dev/null; do kill -0 $started_${port}; sleep 0.2; done`,
    '',
  ].join('\n')
}

// A terminal sends it to all of the group.
function pressCtrlC(port: string): string {
  return `kill -INT -- "-$started_${port}"\nwhile kill -0 $started_${port} 2> /dev/null; do sleep 0.2; done\n`
}
