import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { JWK } from 'jose'
import { z } from 'zod'

import type { Log } from './log.ts'

/** The channels' service could not be asked for its keys, and none are known. */
export class KeysUnavailable extends Error {
  readonly code = 'keys-unavailable'
}

/** A public key, and the channels that it may speak for. */
export type SigningKey = { key: JWK; endorsements: string[] }

/** Finds the public key of a token by its key id. */
export type SigningKeys = { find(kid: string): Promise<SigningKey | undefined> }

export type SigningKeysPorts = { openIdUrl: string; cacheFile: string; clock: () => number; log?: Pick<Log, 'warn'> }

const HOUR = 3_600_000
const REFRESH_AFTER = 24 * HOUR
// How long the Bot Framework's documents allow keys to be cached.
const TRUSTED_FOR = 5 * 24 * HOUR
const ROTATION_CHECK = HOUR
const RETRY_AFTER = 10_000
const TIMEOUT = 3000
const SIZE_LIMIT = 1024 * 1024
// Tokens are taken with five minutes of difference: said early enough that none was refused yet.
const TOLD_DIFFERENCE = 120_000

const Keys = z.object({
  at: z.number(),
  keys: z.array(
    z.looseObject({
      kid: z.string(),
      kty: z.string(),
      n: z.string().optional(),
      e: z.string().optional(),
      endorsements: z.array(z.string()).default([]),
    }),
  ),
})
type Keys = z.infer<typeof Keys>

/** Keeps the signing keys of the Bot Framework: fetched once for all who wait, with a time limit, kept over a restart. */
export function createSigningKeys(ports: SigningKeysPorts): SigningKeys {
  const { clock } = ports
  let keys: Keys | undefined
  let byId = new Map<string, SigningKey>()
  const keep = (found: Keys | undefined) => {
    keys = found
    byId = index(found)
  }
  let loaded = false
  let lastTry = Number.NEGATIVE_INFINITY
  let fetching: Promise<void> | undefined
  const refresh = async () => {
    if (clock() - lastTry < RETRY_AFTER && !fetching) return
    lastTry = clock()
    fetching ??= fetchKeys(ports)
      .then(keep)
      .catch(() => {})
      .finally(() => {
        fetching = undefined
      })
    await fetching
  }
  return {
    find: async (kid) => {
      if (!loaded) {
        const cached = await readCache(ports.cacheFile)
        if (!keys) keep(cached)
        loaded = true
      }
      if (!keys || clock() - keys.at > REFRESH_AFTER) await refresh()
      const known = byId.get(kid)
      // The keys rotate: look again for one that is new, but not for everybody who invents one.
      if (!known && keys && clock() - Math.max(keys.at, lastTry) > ROTATION_CHECK) await refresh()
      if (!keys || clock() - keys.at > TRUSTED_FOR) throw new KeysUnavailable('The signing keys are not known.')
      return known ?? byId.get(kid)
    },
  }
}

function index(keys: Keys | undefined): Map<string, SigningKey> {
  const usable = (keys?.keys ?? []).filter(({ kty, n, e }) => kty === 'RSA' && n && e)
  return new Map(
    usable.map(({ kid, n = '', e = '', endorsements }) => [kid, { key: { kty: 'RSA', n, e }, endorsements }]),
  )
}

async function fetchKeys(ports: SigningKeysPorts): Promise<Keys> {
  const { openIdUrl, cacheFile, clock } = ports
  const { jwks_uri: address } = z.object({ jwks_uri: z.url() }).parse(await fetchJson(openIdUrl, ports))
  if (new URL(address).protocol !== new URL(openIdUrl).protocol) throw new Error('The keys lie at another protocol.')
  const keys = Keys.parse({ ...z.looseObject({}).parse(await fetchJson(address, ports)), at: clock() })
  // Whatever answers without keys is not whom we know.
  if (index(keys).size === 0) throw new Error('There are no keys that can be used.')
  await mkdir(dirname(cacheFile), { recursive: true })
  await writeFile(`${cacheFile}.part`, JSON.stringify(keys))
  await rename(`${cacheFile}.part`, cacheFile)
  return keys
}

async function fetchJson(address: string, ports: SigningKeysPorts): Promise<unknown> {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT), redirect: 'error' })
  compareClocks(response.headers.get('date'), ports)
  if (!response.ok || !response.body) throw new Error(`${address} answered ${response.status}.`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > SIZE_LIMIT) throw new Error(`${address} sent too much.`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString())
}

function compareClocks(date: string | null, { clock, log }: SigningKeysPorts): void {
  const ms = clock() - Date.parse(date ?? '')
  if (Math.abs(ms) > TOLD_DIFFERENCE) log?.warn({ event: 'clock-differs', ms })
}

async function readCache(file: string): Promise<Keys | undefined> {
  try {
    return Keys.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
