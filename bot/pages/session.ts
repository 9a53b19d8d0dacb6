/** What a tab remembers so that a reload goes on with the same conversation. */
export type Session = { token: string; conversationId: string; refreshed: number }

const KEY = 'activation-support'
// Tokens live 30 minutes; an older one cannot be refreshed any more.
const LIFETIME = 29 * 60_000

/** Reads the tab's session; nothing when there is none or its token has run out. */
export function loadSession(storage: Pick<Storage, 'getItem'>, now: number): Session | undefined {
  try {
    const session: unknown = JSON.parse(storage.getItem(KEY) ?? 'null')
    return isSession(session) && now - session.refreshed < LIFETIME ? session : undefined
  } catch {
    return undefined
  }
}

/** Keeps the session for this tab only. */
export function saveSession(storage: Pick<Storage, 'setItem'>, session: Session): void {
  storage.setItem(KEY, JSON.stringify(session))
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false
  const { token, conversationId, refreshed } = value as Partial<Session>
  return typeof token === 'string' && typeof conversationId === 'string' && typeof refreshed === 'number'
}
