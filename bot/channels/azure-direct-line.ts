import { randomBytes } from 'node:crypto'
import { z } from 'zod'

import { type Access, type Call, HttpError, type Route } from '../http/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Gate } from '../limits.ts'
import type { Log } from '../log.ts'

/** Azure Bot Service's Direct Line, in place of the bot's own. */
export type AzureDirectLine = { url: URL; secret: string }

export type AzurePorts = {
  azure: AzureDirectLine
  anonymous: boolean
  identity?: Pick<Identity, 'identify'> | undefined
  access: Pick<Access, 'isAllowedOrigin' | 'ownOrigin'>
  gate: Pick<Gate, 'token'>
  log: Log
}

/** Where the page gets a token for Azure; the secret stays here. */
export const AZURE_TOKENS = '/azure/tokens/generate'

const LONGEST_WAIT = 10_000
const Minted = z.object({ conversationId: z.string(), token: z.string(), expires_in: z.number() })

/** `POST /azure/tokens/generate`: a token for one conversation of a person that nobody can guess. */
export function createAzureTokens(ports: AzurePorts): Route {
  return {
    method: 'post',
    path: AZURE_TOKENS,
    handle: async (call) => ({ status: 200, body: await mint(ports, call) }),
  }
}

async function mint(ports: AzurePorts, { request, address }: Call): Promise<z.infer<typeof Minted>> {
  const { azure, access, gate, identity, anonymous } = ports
  if (!access.isAllowedOrigin(request)) throw new HttpError(403, 'WrongOrigin')
  await gate.token(address)
  if (identity && !(await identity.identify(request))) throw new HttpError(401, 'SignInNeeded')
  if (!identity && !anonymous) throw new HttpError(403, 'SecretNeeded')
  const user = { id: `dl_${randomBytes(16).toString('hex')}` }
  const answer = await ask(ports, azure, { user, trustedOrigins: [access.ownOrigin(request)] })
  const minted = Minted.safeParse(answer)
  if (!minted.success) throw unavailable()
  return minted.data
}

async function ask({ log }: AzurePorts, { url, secret }: AzureDirectLine, body: object): Promise<unknown> {
  try {
    const response = await fetch(new URL('tokens/generate', url), {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_WAIT),
    })
    if (response.ok) return await response.json()
    await response.body?.cancel()
    log.error({ event: 'azure-token', status: response.status })
  } catch (error) {
    log.error({ event: 'azure-token', error })
  }
  throw unavailable()
}

function unavailable(): HttpError {
  return new HttpError(503, 'Unavailable', { 'Retry-After': '5' })
}
