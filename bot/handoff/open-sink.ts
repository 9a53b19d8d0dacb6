import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Webhook } from 'standardwebhooks'

import { isLoopback } from '../http/index.ts'
import { readProfile } from './rest/read-profile.ts'
import { createSecret, type Secret } from './secret.ts'
import type { SinkEntry } from './sink-entry.ts'
import type {
  FileSettings,
  MailSettings,
  OAuthSettings,
  RestAuth,
  RestSettings,
  SinkSettings,
  WebhookSettings,
} from './sink-settings.ts'

/** Where an entry's secrets are looked up, and where its problems go: what is wrong, and what to do. */
export type Opening = {
  environment: Record<string, string | undefined>
  tell: (problem: string) => void
}

type EntryOf<K extends SinkEntry['kind']> = SinkEntry & { kind: K }
type Place = { env: string } | { file: string }

/** Reads the secrets of an entry and checks what belongs together; nothing where that fails, and the problem is told. */
export function openSink(entry: SinkEntry, opening: Opening): SinkSettings | undefined {
  switch (entry.kind) {
    case 'file':
      return openFile(entry)
    case 'mail':
      return openMail(entry, opening)
    case 'webhook':
      return openWebhook(entry, opening)
    case 'rest':
      return openRest(entry, opening)
    case 'teams':
      return entry
  }
}

function openFile({ folder, ...entry }: EntryOf<'file'>): FileSettings {
  return { ...entry, folder: resolve(folder) }
}

function openMail(entry: EntryOf<'mail'>, opening: Opening): MailSettings | undefined {
  const { url: given, insecure, user, password: place, oauth: tokens, ...rest } = entry
  const url = new URL(given)
  const host = hostOf(url)
  const isOpen = insecure || isLoopback(host)
  if (url.username || url.password) opening.tell('url: has a user in it; put user and password beside it')
  if ((user === undefined) !== (place === undefined && tokens === undefined))
    opening.tell('user: goes with password or oauth, and they with user')
  if (place && tokens) opening.tell('oauth: stands in place of a password; take one of them out')
  if (url.protocol === 'smtp:' && insecure && user !== undefined && !isLoopback(host))
    opening.tell('insecure: would send the password where others can read it')
  const password = place && openSecret('password', place, opening)
  const oauth = tokens && openOAuth('oauth', { kind: 'oauth2ClientCredentials', ...tokens }, insecure, opening)
  return {
    ...rest,
    host,
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : isOpen ? 25 : 587)),
    encryption: url.protocol === 'smtps:' ? 'tls' : isOpen ? 'plain' : 'upgrade',
    ...(user !== undefined && { user }),
    ...(password && { password }),
    ...(oauth && { oauth }),
  }
}

function openWebhook(entry: EntryOf<'webhook'>, opening: Opening): WebhookSettings {
  const { url: given, insecure, secret, previousSecret, ...rest } = entry
  const url = openAddress('url', given, insecure, opening)
  const places: [string, Place | undefined][] = [
    ['secret', secret],
    ['previousSecret', previousSecret],
  ]
  const secrets = places.flatMap(([name, place]) => {
    const found = place && openSecret(name, place, opening)
    if (found && !isSigning(found)) opening.tell(`${name}: ${NO_SIGNING}`)
    return found ?? []
  })
  return { ...rest, url, secrets }
}

/** What a secret for signatures looks like. */
export const NO_SIGNING =
  'is not base64 of 24 to 64 bytes, with or without whsec_ before it; `openssl rand -base64 32` makes one'

/** Whether a secret signs as Standard Webhooks wants it. */
export function isSigning(secret: Secret): boolean {
  const text = secret.reveal().replace(/^whsec_/, '')
  const { length } = Buffer.from(text, 'base64')
  try {
    new Webhook(secret.reveal())
    return length >= 24 && length <= 64
  } catch {
    return false
  }
}

function openRest(entry: EntryOf<'rest'>, opening: Opening): RestSettings | undefined {
  const { kind, name, external, base: given, auth, insecure, profile: chosen, ...parts } = entry
  const base = openAddress('base', given, insecure, opening)
  const profile = readProfile(chosen, parts, opening.tell)
  const known = openAuth(auth, insecure, opening)
  if (!profile || !known) return undefined
  return { kind, name, external, base: base.href.replace(/(?<!\/)\/+$/, ''), auth: known, profile }
}

function openAuth(auth: EntryOf<'rest'>['auth'], insecure: boolean, opening: Opening): RestAuth | undefined {
  const open = (name: string, place: Place) => openSecret(`auth.${name}`, place, opening)
  switch (auth.kind) {
    case 'basic': {
      const password = open('password', auth.password)
      return password && { ...auth, password }
    }
    case 'bearer': {
      const token = open('token', auth.token)
      return token && { ...auth, token }
    }
    case 'apiKey': {
      const key = open('key', auth.key)
      return key && { ...auth, key }
    }
    case 'oauth2ClientCredentials':
      return openOAuth('auth', auth, insecure, opening)
  }
}

type OAuthEntry = EntryOf<'rest'>['auth'] & { kind: 'oauth2ClientCredentials' }

function openOAuth(name: string, entry: OAuthEntry, insecure: boolean, opening: Opening): OAuthSettings | undefined {
  const { kind, clientId, scope } = entry
  const tokenUrl = openAddress(`${name}.tokenUrl`, entry.tokenUrl, insecure, opening)
  const clientSecret = openSecret(`${name}.clientSecret`, entry.clientSecret, opening)
  return clientSecret && { kind, clientId, tokenUrl, clientSecret, ...(scope !== undefined && { scope }) }
}

function openAddress(name: string, given: string, insecure: boolean, { tell }: Opening): URL {
  const url = new URL(given)
  if (url.protocol === 'http:' && !insecure && !isLoopback(hostOf(url)))
    tell(`${name}: must begin with https://, or the sink says insecure: true`)
  if (url.username || url.password) tell(`${name}: has a user in it; addresses are logged, so that it must not`)
  return url
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function openSecret(name: string, place: Place, { environment, tell }: Opening): Secret | undefined {
  if ('env' in place) {
    const value = environment[place.env]
    if (value) return createSecret(value)
    tell(`${name}: the environment has no ${place.env}; set it, or name a file`)
    return undefined
  }
  try {
    return createSecret(readFileSync(place.file, 'utf8').trim())
  } catch (error) {
    tell(`${name}: cannot be read (${error instanceof Error ? error.message : String(error)})`)
    return undefined
  }
}
