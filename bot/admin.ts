import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { dirname, join } from 'node:path'

import { type Answer, HttpError, isFromHere, type Route } from './http/index.ts'
import type { ReloadOutcome } from './live-knowledge.ts'
import type { Log } from './log.ts'

/** Where commands on the same machine find the running bot, and what proves that they may read its data folder. */
export type AdminAddress = { url: string; token: string }

export type AdminPorts = {
  dataDir: string
  reload: () => Promise<ReloadOutcome>
  clock: () => number
  log: Log
}

/** The routes for commands on the same machine, and the file that lets them in while the bot runs. */
export type Admin = { routes: Route[]; open: (url: string) => Promise<void>; close: () => Promise<void> }

/** The file of the address within the data folder; only its owner can read it. */
export function adminFile(dataDir: string): string {
  return join(dataDir, 'admin.json')
}

// All documents are compiled and the matcher is trained: 8 s on a busy machine with two slow cores.
const LONGEST_RELOAD = 120_000

/** Lets whoever can read the data folder call `POST /admin/reload` from this machine. */
export function createAdmin(ports: AdminPorts): Admin {
  const token = randomBytes(32).toString('base64url')
  const file = adminFile(ports.dataDir)
  return {
    routes: [
      {
        method: 'post',
        path: '/admin/reload',
        longest: LONGEST_RELOAD,
        handle: ({ request }) => reload(ports, token, request),
      },
    ],
    open: (url) => writeAddress(file, { url: reachable(url), token }),
    close: () => rm(file, { force: true }),
  }
}

async function writeAddress(file: string, address: AdminAddress): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await rm(`${file}.part`, { force: true })
  await writeFile(`${file}.part`, JSON.stringify(address), { flag: 'wx', mode: 0o600 })
  await rename(`${file}.part`, file)
}

async function reload(ports: AdminPorts, token: string, request: IncomingMessage): Promise<Answer> {
  if (!isFromHere(request)) throw new HttpError(404, 'NotFound')
  const [, given = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  if (!isSame(given, token)) throw new HttpError(401, 'Unauthorized')
  const start = ports.clock()
  const outcome = await ports.reload()
  const ms = ports.clock() - start
  ports.log.info({ event: 'reload', reason: outcome.status, version: outcome.version, ms })
  return { status: outcome.status === 'refused' || outcome.status === 'failed' ? 422 : 200, body: outcome }
}

function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}

/** An address that listens everywhere is no address to call. */
function reachable(url: string): string {
  const { hostname, port } = new URL(url)
  const host = hostname === '0.0.0.0' ? '127.0.0.1' : hostname === '[::]' ? '[::1]' : hostname
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
}
