import type { IdentitySettings } from '../config.ts'
import { isLoopback } from '../http/index.ts'
import type { Settings } from '../settings.ts'
import type { DeskTeams } from './roles.ts'

/** Who may come to the desk. With a password, whoever has it is an expert. */
export type DeskSettings = DeskTeams & { password?: string; passwordHash?: string }

/** The desk that the settings ask for; nothing when they ask for none. */
export function toDesk(settings: Settings): DeskSettings | undefined {
  const { DESK_EXPERTS: experts, DESK_READERS: readers, DESK_PASSWORD, DESK_PASSWORD_HASH } = settings
  const hasPassword = DESK_PASSWORD !== undefined || DESK_PASSWORD_HASH !== undefined
  if (!hasPassword && experts.length + readers.length === 0) return undefined
  return {
    experts,
    readers,
    ...(DESK_PASSWORD && { password: DESK_PASSWORD }),
    ...(DESK_PASSWORD_HASH && { passwordHash: DESK_PASSWORD_HASH }),
  }
}

/** What of a configuration decides whether its desk is safe. */
export type DeskSurroundings = { host: string; publicUrl?: URL; identity?: IdentitySettings }

/** Finds what is wrong with the settings of the desk; each problem begins with the setting to change. */
export function checkDesk({ host, publicUrl, identity }: DeskSurroundings, settings: Settings): string[] {
  const { DESK_EXPERTS: experts, DESK_READERS: readers, DESK_PASSWORD: password } = settings
  const hash = settings.DESK_PASSWORD_HASH
  const name = hash ? 'DESK_PASSWORD_HASH' : 'DESK_PASSWORD'
  const list = experts.length > 0 ? 'DESK_EXPERTS' : 'DESK_READERS'
  const problems: string[] = []
  if (password && hash) problems.push('DESK_PASSWORD: is set beside DESK_PASSWORD_HASH; keep one of them.')
  if ((password || hash) && identity)
    problems.push(`${name}: cannot be combined with IDENTITY_ settings; name who may come in DESK_EXPERTS.`)
  if ((password || hash) && !identity && !isLoopback(host) && !isSafe(publicUrl))
    problems.push(`${name}: would cross the network readable; set PUBLIC_URL to the https address of a proxy.`)
  if (experts.length + readers.length > 0 && !identity)
    problems.push(`${list}: needs IDENTITY_ISSUER or IDENTITY_HEADER; DESK_PASSWORD is for one machine.`)
  if (identity?.kind === 'header' && [...experts, ...readers].some((entry) => entry.startsWith('group:')))
    problems.push(`${list}: names a group, which a proxy's header does not tell; name people.`)
  return problems
}

function isSafe(url: URL | undefined): boolean {
  return url !== undefined && (url.protocol === 'https:' || isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
}
