/** What the page that embeds the chat says to the chat in its frame. */
export type ToChat =
  | { kind: 'hello'; accent?: string; scheme?: 'light' | 'dark'; text?: string; kept?: Record<string, string> }
  | { kind: 'ask'; text: string }
  | { kind: 'opened' }
  | { kind: 'closed' }

/** What the chat in the frame says to the page around it. */
export type ToHost =
  | { kind: 'unread'; count: number }
  | { kind: 'close' }
  | { kind: 'keep'; key: string; value: string }

const NAME = 'activation-support'
const LONGEST_TEXT = 32 * 1024
const LONGEST_KEPT = 8 * 1024
const COLOUR = /^#[0-9a-f]{6}$/i

/** Wraps a message so that others on the page can tell it is not for them. */
export function toEnvelope(message: ToChat | ToHost): object {
  return { for: NAME, message }
}

/** A colour that may go into a style, as `#0f6cbd`; nothing when it is none. */
export function readColour(value: unknown): string | undefined {
  return typeof value === 'string' && COLOUR.test(value) ? value : undefined
}

/** Reads a message for the chat; nothing when it is none of ours. */
export function readToChat(data: unknown): ToChat | undefined {
  const { kind, accent, scheme, text, kept } = open(data)
  if (kind === 'opened' || kind === 'closed') return { kind }
  if (kind === 'ask') return typeof text === 'string' && text !== '' ? { kind, text: shorten(text) } : undefined
  if (kind !== 'hello') return undefined
  const colour = readColour(accent)
  return {
    kind,
    ...(colour && { accent: colour }),
    ...((scheme === 'light' || scheme === 'dark') && { scheme }),
    ...(typeof text === 'string' && text !== '' && { text: shorten(text) }),
    ...(typeof kept === 'object' && kept !== null && { kept: onlyKept(kept) }),
  }
}

const shorten = (text: string) => text.slice(0, LONGEST_TEXT)

/** Reads a message for the page around; nothing when it is none of ours. */
export function readToHost(data: unknown): ToHost | undefined {
  const { kind, count, key, value } = open(data)
  if (kind === 'close') return { kind }
  if (kind === 'keep' && isKept([key, value])) return { kind, key: String(key), value: String(value) }
  return kind === 'unread' && Number.isInteger(count) ? { kind, count: Math.max(0, Number(count)) } : undefined
}

function onlyKept(kept: object): Record<string, string> {
  return Object.fromEntries(Object.entries(kept).filter(isKept))
}

function isKept([key, value]: [unknown, unknown]): boolean {
  return typeof key === 'string' && key.startsWith(NAME) && typeof value === 'string' && value.length <= LONGEST_KEPT
}

function open(data: unknown): Record<string, unknown> {
  const { for: name, message } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>
  return name === NAME && typeof message === 'object' && message !== null ? { ...message } : {}
}
