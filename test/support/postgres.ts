import { execFile, execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'

import { freePort } from './free-port.ts'

const run = promisify(execFile)
const PACKAGES = '/usr/lib/postgresql'

/** Where Debian's newest PostgreSQL is; nothing when it is not installed. */
export const POSTGRES_BINARIES = findBinaries()
/** What a test without PostgreSQL says. */
export const POSTGRES_MISSING = 'needs PostgreSQL: apt-get install -y postgresql'

/** A private server on loopback, as it is configured by default, with a data folder of its own. */
export type PostgresServer = {
  /** The folder with its files. */
  data: string
  /** A database that nobody has used. */
  newDatabase(): Promise<string>
  /** Stops without a checkpoint, like a crash. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Stops or continues every process of the server. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  remove(): Promise<void>
}

/** Starts a private PostgreSQL; as root it runs as the user `postgres`, since it refuses root. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'bot-postgres-'))
  if (isRoot()) chownSync(folder, uidOf('postgres'), uidOf('postgres'))
  const data = join(folder, 'data')
  const port = await freePort()
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`
  const ctl = (...parts: string[]) => command('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', ...parts])
  await command('initdb', ['-D', data, '-U', 'bot', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  const start = () => ctl('start', '-o', options)
  await start()
  const url = (name: string) => `postgres://bot@127.0.0.1:${port}/${name}`
  let databases = 0
  return {
    data,
    newDatabase: async () => {
      databases += 1
      const name = `bot${databases}`
      const client = new Client({ connectionString: url('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return url(name)
    },
    crash: () => ctl('stop', '-m', 'immediate'),
    start,
    signal: (signal) => signalAll(data, signal),
    remove: async () => {
      await ctl('stop', '-m', 'immediate').catch(() => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function findBinaries(): string | undefined {
  if (!existsSync(PACKAGES)) return undefined
  const [newest] = readdirSync(PACKAGES)
    .filter((version) => existsSync(join(PACKAGES, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a))
  return newest && join(PACKAGES, newest, 'bin')
}

async function command(name: string, parts: string[]): Promise<void> {
  const program = join(POSTGRES_BINARIES ?? '', name)
  const options = { cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } }
  if (isRoot()) await run('runuser', ['-u', 'postgres', '--', program, ...parts], options)
  else await run(program, parts, options)
}

function signalAll(data: string, signal: NodeJS.Signals): void {
  const [postmaster = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  const children = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === postmaster)
  for (const pid of [postmaster, ...children]) process.kill(Number(pid), signal)
}

function parentOf(pid: string): string | undefined {
  try {
    return /\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
  } catch {
    // It ended a moment ago.
    return undefined
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function uidOf(user: string): number {
  return Number(execFileSync('id', ['-u', user], { encoding: 'utf8' }))
}
