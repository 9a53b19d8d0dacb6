import * as AdaptiveCards from 'adaptivecards'
import { registerCodeBlock } from './code-block.ts'
import { type HostPage, joinHostPage, type Memory } from './host-page.ts'
import { takeFragment } from './prefill.ts'
import { loadSession, type Session, saveSession } from './session.ts'
import { applyLook, hostConfig, styleOptions } from './theme.ts'
import type { DirectLine, Store, StoreMiddleware } from './web-chat.ts'

type PageTexts = {
  copy: string
  copied: string
  selected: string
  person: string
  placeholder: string
  offline: string
  /** Origins of pages that may embed the chat. */
  origins: string[]
  directLine?: { tokens: string; domain: string }
}

const root = document.documentElement
const texts: PageTexts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}')
const domain = texts.directLine?.domain ?? `${location.origin}/v3/directline`
const tokens = texts.directLine?.tokens ?? `${domain}/tokens/generate`
const BUSY_WAIT = 3000

/** Takes up the tab's conversation, or starts a new one with a fresh token. */
async function openSession(memory: Memory): Promise<{ session: Session; resumed: boolean }> {
  const kept = loadSession(memory, Date.now())
  if (kept && (await isAlive(kept))) return { session: kept, resumed: true }
  const response = await fetch(tokens, { method: 'POST' })
  if (!response.ok) throw new Error(`The bot did not hand out a token (${response.status}).`)
  const { token, conversationId } = await response.json()
  return { session: { token, conversationId, refreshed: Date.now() }, resumed: false }
}

async function isAlive({ token, conversationId }: Session): Promise<boolean> {
  const path = `${domain}/conversations/${encodeURIComponent(conversationId)}/activities?watermark=0`
  const response = await fetch(path, { headers: { authorization: `Bearer ${token}` } })
  return response.ok
}

/** Asks for the greeting in a new conversation, again while the bot is too busy for it: a page that opens is no activity. */
function greeting(resumed: boolean): StoreMiddleware {
  let answered = resumed
  return (store) => {
    const join = () => {
      const payload = { name: 'webchat/join', value: { language: navigator.language } }
      if (!answered) store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload })
    }
    return (next) => (action) => {
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') join()
      if (action.type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED' && !answered) window.setTimeout(join, BUSY_WAIT)
      if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') answered ||= isFromBot(action.payload)
      return next(action)
    }
  }
}

function isFromBot(payload: unknown): boolean {
  const { activity } = (payload ?? {}) as { activity?: { from?: { role?: string } } }
  return activity?.from?.role === 'bot'
}

function rememberToken(directLine: DirectLine, session: Session, memory: Memory): StoreMiddleware {
  return () => (next) => (action) => {
    const { token, conversationId } = directLine
    if (token && token !== session.token) session.refreshed = Date.now()
    if (token) saveSession(memory, { ...session, token, conversationId: conversationId ?? session.conversationId })
    return next(action)
  }
}

/** A link may put text into the box; only the person sends it. */
function prefill(store: Store, text: string | undefined): void {
  if (text) store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } })
}

function tellHost(host: HostPage | undefined): StoreMiddleware {
  return () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && isFromBot(action.payload))
      host?.onBotMessage(timeOf(action.payload))
    return next(action)
  }
}

function timeOf(payload: unknown): number {
  const { activity } = (payload ?? {}) as { activity?: { timestamp?: string } }
  return Date.parse(activity?.timestamp ?? '') || 0
}

async function start(): Promise<void> {
  registerCodeBlock(texts)
  const element = document.getElementById('chat')
  if (!element) return
  const host = joinHostPage(texts.origins)
  const { text = takeFragment(window), ...look } = (await host?.wishes) ?? {}
  applyLook(root, look)
  const memory = host?.memory ?? sessionStorage
  const { session, resumed } = await openSession(memory)
  const directLine = window.WebChat.createDirectLine({
    token: session.token,
    domain,
    ...(resumed ? { conversationId: session.conversationId, watermark: '0' } : {}),
  })
  const greet = greeting(resumed)
  const remember = rememberToken(directLine, session, memory)
  const tell = tellHost(host)
  const store = window.WebChat.createStore({}, (api) => (next) => greet(api)(remember(api)(tell(api)(next))))
  const render = () =>
    window.WebChat.renderWebChat(
      {
        directLine,
        store,
        locale: 'en-US',
        nonce: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce,
        adaptiveCardsPackage: AdaptiveCards,
        adaptiveCardsHostConfig: hostConfig(root),
        styleOptions: styleOptions(root),
        overrideLocalizedStrings: { TEXT_INPUT_PLACEHOLDER: texts.placeholder },
      },
      element,
    )
  render()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', render)
  prefill(store, text)
  host?.onAsk((asked) => prefill(store, asked))
  document.getElementById('person')?.addEventListener('click', () => {
    store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: texts.person } })
  })
}

start().catch((error: unknown) => {
  const notice = document.getElementById('notice')
  if (notice) {
    notice.textContent = texts.offline
    notice.hidden = false
  }
  console.error(error)
})
