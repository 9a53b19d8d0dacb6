import type { Config } from '../config.ts'
import type { Access } from '../http/index.ts'
import type { Log } from '../log.ts'
import type { Identity } from './identity.ts'
import { createProxyHeader } from './proxy-header.ts'

export type IdentityPorts = {
  config: Pick<Config, 'identity' | 'proxies'>
  access: Pick<Access, 'ownOrigin'>
  /** Seal what a browser keeps; the first is the current one. */
  secrets: readonly string[]
  clock: () => number
  /** Groups that matter to somebody; others are not kept. */
  groups?: readonly string[]
  log: Log
}

/** Builds the way people are known that the configuration names; nothing when they need not be known. */
export async function createIdentity({ config, ...ports }: IdentityPorts): Promise<Identity | undefined> {
  const { identity, proxies } = config
  if (identity === undefined) return undefined
  if (identity.kind === 'header') return createProxyHeader({ header: identity.header, proxies })
  // Only who signs people in loads the client for it.
  const { createOpenId } = await import('./open-id.ts')
  return createOpenId({ ...ports, ...identity })
}
