import type { Profile } from './rest/profile.ts'
import type { Secret } from './secret.ts'

type Common = { name: string; external: boolean }

export type FileSettings = Common & { kind: 'file'; folder: string }

export type MailSettings = Common & {
  kind: 'mail'
  host: string
  port: number
  /** `tls` from the first byte; `upgrade` by STARTTLS, or not at all; `plain` where that is allowed. */
  encryption: 'tls' | 'upgrade' | 'plain'
  user?: string
  password?: Secret
  /** In place of a password. */
  oauth?: OAuthSettings
  from: string
  to: string[]
  subject: string
}

/** Signs with every secret, so that they can be changed one after the other. */
export type WebhookSettings = Common & { kind: 'webhook'; url: URL; secrets: Secret[] }

/** Where a token is asked for, and as whom. */
export type OAuthSettings = {
  kind: 'oauth2ClientCredentials'
  tokenUrl: URL
  clientId: string
  clientSecret: Secret
  scope?: string
}

/** How a ticket system knows the bot. */
export type RestAuth =
  | { kind: 'basic'; user: string; password: Secret }
  | { kind: 'bearer'; token: Secret }
  | { kind: 'apiKey'; header: string; prefix: string; key: Secret }
  | OAuthSettings

export type RestSettings = Common & {
  kind: 'rest'
  /** Without a slash at the end. */
  base: string
  auth: RestAuth
  profile: Profile
}

export type TeamsSettings = Common & { kind: 'teams'; tenant: string; team?: string | undefined; channel: string }

/** A system that cases go to, as it was configured. */
export type SinkSettings = FileSettings | MailSettings | WebhookSettings | RestSettings | TeamsSettings
