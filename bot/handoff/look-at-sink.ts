import { accessSync, constants, existsSync } from 'node:fs'

import { createOutbound, type Outbound } from './outbound.ts'
import { ParcelFailed } from './parcel-failed.ts'
import type { Failure } from './retry.ts'
import type { SinkSettings } from './sink-settings.ts'

/** What there is to say about a sink; `cure` where something is to be done. */
export type SinkLook = { isWell: boolean; says: string; cure?: string }

/** Looks whether a system can be reached and lets the bot in, and leaves nothing behind there. */
export async function lookAtSink(settings: SinkSettings, outbound?: Outbound): Promise<SinkLook> {
  const place = placeOf(settings)
  try {
    return { isWell: true, says: `${place}, ${await look(settings, outbound ?? createOutbound(Date.now))}` }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { isWell: false, says: `${place}: ${why}`, cure: cureOf(settings, error) }
  }
}

/** Where a sink brings cases, without its secrets. */
export function placeOf(settings: SinkSettings): string {
  const to = settings.external ? ', with pseudonyms' : ''
  switch (settings.kind) {
    case 'file':
      return `files in ${settings.folder}${to}`
    case 'mail':
      return `mail by ${settings.host}:${settings.port} to ${settings.to.join(', ')}${to}`
    case 'webhook':
      return `webhook at ${settings.url.host}${to}`
    case 'rest':
      return `tickets at ${new URL(settings.base).host}${to}`
    case 'teams':
      return `channel ${settings.channel} in Teams${to}`
  }
}

async function look(settings: SinkSettings, outbound: Outbound): Promise<string> {
  switch (settings.kind) {
    case 'file':
      if (existsSync(settings.folder)) accessSync(settings.folder, constants.W_OK)
      return existsSync(settings.folder) ? 'can be written' : 'is made with the first case'
    case 'mail':
      await (await import('./mail-sink.ts')).tryMail(settings, { outbound, clock: Date.now })
      return 'lets the bot in'
    case 'webhook':
      return await tryWebhook(settings.url, outbound)
    case 'rest':
      await (await import('./rest/rest-sink.ts')).tryRest(settings, { outbound, clock: Date.now })
      return 'lets the bot in and can be searched'
    case 'teams':
      return 'is tried with the first case'
  }
}

// Nothing is posted: an empty case would make work. Any answer shows that somebody is there.
async function tryWebhook(url: URL, outbound: Outbound): Promise<string> {
  try {
    await outbound({ method: 'HEAD', url, headers: {} })
  } catch (error) {
    const isAnswer = error instanceof ParcelFailed && / answered \d{3} /.test(error.message)
    if (!isAnswer) throw error
  }
  return 'answers; whether it takes the signature shows with the first case'
}

function cureOf({ kind, name }: SinkSettings, error: unknown): string {
  const failure: Failure['kind'] = error instanceof ParcelFailed ? error.failure.kind : 'down'
  if (kind === 'file') return 'Make the folder writable for the account of the bot.'
  if (failure === 'denied') return `Correct sign-in, certificate or address of "${name}"; cases wait meanwhile.`
  if (failure === 'rejected') return `Correct the address or the profile of "${name}"; cases wait meanwhile.`
  return 'Check address, port and firewall; cases wait, and are sent when it is back.'
}
