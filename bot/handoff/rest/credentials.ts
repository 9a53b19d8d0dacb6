import { z } from 'zod'

import type { Outbound } from '../outbound.ts'
import { ParcelFailed, withoutDoubt } from '../parcel-failed.ts'
import type { OAuthSettings, RestAuth } from '../sink-settings.ts'

/** Says who the bot is; `isStale` when what it said last was not believed. */
export type Credentials = (isStale: boolean) => Promise<Record<string, string>>

const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() })
type Kept = { token: string; until: number }

const MINUTE = 60_000

/** Makes the header by which a ticket system knows the bot. */
export function createCredentials(auth: RestAuth, outbound: Outbound, clock: () => number): Credentials {
  if (auth.kind !== 'oauth2ClientCredentials') return async () => fixed(auth)
  const tokenOf = createTokens(auth, outbound, clock)
  return async (isStale) => ({ Authorization: `Bearer ${await tokenOf(isStale)}` })
}

/** Gets tokens, and keeps one as long as it lasts; `isStale` when the last one was not believed. */
export function createTokens(
  auth: OAuthSettings,
  outbound: Outbound,
  clock: () => number,
): (isStale: boolean) => Promise<string> {
  let kept: Kept | undefined
  return async (isStale) => {
    if (!kept || isStale || clock() >= kept.until) kept = await fetchToken(auth, outbound, clock)
    return kept.token
  }
}

function fixed(auth: Exclude<RestAuth, { kind: 'oauth2ClientCredentials' }>): Record<string, string> {
  switch (auth.kind) {
    case 'basic': {
      const pair = Buffer.from(`${auth.user}:${auth.password.reveal()}`).toString('base64')
      return { Authorization: `Basic ${pair}` }
    }
    case 'bearer':
      return { Authorization: `Bearer ${auth.token.reveal()}` }
    case 'apiKey':
      return { [auth.header]: `${auth.prefix}${auth.key.reveal()}` }
  }
}

async function fetchToken(auth: OAuthSettings, outbound: Outbound, clock: () => number): Promise<Kept> {
  const { tokenUrl: url, clientId, clientSecret, scope } = auth
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret.reveal(),
    ...(scope !== undefined && { scope }),
  })
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }
  const answer = await outbound({ method: 'POST', url, headers, body: form.toString() }).catch((error) => {
    throw asDenied(error)
  })
  const token = Token.safeParse(parse(answer.body))
  if (!token.success) throw new ParcelFailed(`${url.host} gave no token.`, { kind: 'denied' })
  const { access_token, expires_in = 300 } = token.data
  // Used up a little early: it must last until it arrives.
  return { token: access_token, until: clock() + Math.max(0, expires_in * 1000 - MINUTE) }
}

// Nothing was sent yet, whatever went wrong; and a refusal is about the bot, never about a case.
function asDenied(error: unknown): unknown {
  const isRefused = error instanceof ParcelFailed && error.failure.kind === 'rejected'
  return isRefused ? new ParcelFailed(error.message, { kind: 'denied' }, { cause: error.cause }) : withoutDoubt(error)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
