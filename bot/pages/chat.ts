import * as AdaptiveCards from 'adaptivecards'
import { registerCodeBlock } from './code-block.ts'
import { loadSession, type Session, saveSession } from './session.ts'
import { hostConfig, styleOptions } from './theme.ts'
import type { DirectLine, Store, StoreMiddleware } from './web-chat.ts'

type PageTexts = {
  copy: string
  copied: string
  selected: string
  person: string
  placeholder: string
  offline: string
}

const root = document.documentElement
const texts: PageTexts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}')
const domain = `${location.origin}/v3/directline`
const BUSY_WAIT = 3000

/** Takes up the tab's conversation, or starts a new one with a fresh token. */
async function openSession(): Promise<{ session: Session; resumed: boolean }> {
  const kept = loadSession(sessionStorage, Date.now())
  if (kept && (await isAlive(kept))) return { session: kept, resumed: true }
  const response = await fetch(`${domain}/tokens/generate`, { method: 'POST' })
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

function rememberToken(directLine: DirectLine, session: Session): StoreMiddleware {
  return () => (next) => (action) => {
    const { token, conversationId } = directLine
    if (token && token !== session.token) session.refreshed = Date.now()
    if (token)
      saveSession(sessionStorage, { ...session, token, conversationId: conversationId ?? session.conversationId })
    return next(action)
  }
}

/** A link may put text into the box; only the person sends it. */
function prefill(store: Store): void {
  const text = new URLSearchParams(location.hash.slice(1)).get('q')
  if (!text) return
  store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } })
  history.replaceState(null, '', location.pathname)
}

async function start(): Promise<void> {
  registerCodeBlock(texts)
  const element = document.getElementById('chat')
  if (!element) return
  const { session, resumed } = await openSession()
  const directLine = window.WebChat.createDirectLine({
    token: session.token,
    domain,
    ...(resumed ? { conversationId: session.conversationId, watermark: '0' } : {}),
  })
  const greet = greeting(resumed)
  const remember = rememberToken(directLine, session)
  const store = window.WebChat.createStore({}, (api) => (next) => greet(api)(remember(api)(next)))
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
  prefill(store)
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
