import { readToChat, type ToChat, type ToHost, toEnvelope } from './frame-protocol.ts'

/** What a page remembers: `sessionStorage`, or as much of it as a browser allows. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>

/** What the page around asks for at the start. */
export type Wishes = Omit<ToChat & { kind: 'hello' }, 'kind' | 'kept'>

/** The page around the chat, where it is embedded by one that the bot knows. */
export type HostPage = {
  /** What it asks for; nothing when it does not speak in time. */
  wishes: Promise<Wishes>
  memory: Memory
  /** Calls with each text that a link of the page around brings while the chat is there. */
  onAsk(take: (text: string) => void): void
  /** A message of the bot, sent at this time, counts as unread when nobody looks at it. */
  onBotMessage(at: number): void
}

const PATIENCE = 2000
const SEEN = 'activation-support-seen'

/** Listens to the page around, if its origin is one of these; nothing where the chat is a page of its own. */
export function joinHostPage(origins: readonly string[]): HostPage | undefined {
  if (window.parent === window) return undefined
  let tell: (message: ToHost) => void = () => {}
  const kept = new Map<string, string>()
  const memory = ownMemory() ?? hostMemory(kept, (message) => tell(message))
  const attention = watchAttention(memory, (message) => tell(message))
  const asks = holdAsks()
  const wishes = new Promise<Wishes>((resolve) => {
    window.setTimeout(() => resolve({}), PATIENCE)
    window.addEventListener('message', ({ origin, source, data }) => {
      if (source !== window.parent || !origins.includes(origin)) return
      const message = readToChat(data)
      if (!message) return
      tell = (answer) => window.parent.postMessage(toEnvelope(answer), origin)
      if (message.kind === 'ask') return asks.hear(message.text)
      if (message.kind !== 'hello') return attention.turnTo(message.kind === 'opened')
      for (const [key, value] of Object.entries(message.kept ?? {})) kept.set(key, value)
      resolve(message)
    })
  })
  offerClosing(() => tell({ kind: 'close' }))
  return { wishes, memory, onAsk: asks.onAsk, onBotMessage: attention.onBotMessage }
}

// A link may be followed before the chat has its box.
function holdAsks() {
  let early: string | undefined
  let take = (text: string): void => {
    early = text
  }
  return {
    hear: (text: string) => take(text),
    onAsk: (taker: (text: string) => void) => {
      take = taker
      if (early !== undefined) taker(early)
    },
  }
}

// Browsers that keep other sites' frames from storing anything say so by throwing.
function ownMemory(): Memory | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}

/** The page around keeps for its tab what the frame may not. */
function hostMemory(kept: Map<string, string>, tell: (message: ToHost) => void): Memory {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value)
      tell({ kind: 'keep', key, value })
    },
  }
}

function watchAttention(memory: Memory, tell: (message: ToHost) => void) {
  let isOpen = true
  let unread = 0
  let newest = 0
  const seenUntil = () => Number(memory.getItem(SEEN) ?? 0)
  const see = () => {
    unread = 0
    if (newest > seenUntil()) memory.setItem(SEEN, String(newest))
  }
  return {
    turnTo: (open: boolean) => {
      isOpen = open
      if (!open) return
      see()
      // Only where the person is: a page that opens the chat by itself keeps its focus.
      if (document.hasFocus()) document.querySelector<HTMLElement>('[data-id="webchat-sendbox-input"]')?.focus()
    },
    onBotMessage: (at: number) => {
      newest = Math.max(newest, at)
      if (isOpen) return see()
      // A frame that was loaded anew is told the whole conversation again.
      if (at <= seenUntil()) return
      unread += 1
      tell({ kind: 'unread', count: unread })
    },
  }
}

function offerClosing(close: () => void): void {
  window.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented) close()
  })
  const button = document.getElementById('close')
  if (!button) return
  button.hidden = false
  button.addEventListener('click', close)
}
