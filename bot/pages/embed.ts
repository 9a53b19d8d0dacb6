import { type EmbedOptions, readOptions } from './embed-options.ts'
import { embedSheet } from './embed-sheet.ts'
import { readToHost, type ToChat, toEnvelope } from './frame-protocol.ts'
import { takeFragment } from './prefill.ts'

const MARK = 'data-activation-support'
const KEY = 'activation-support-chat'

/** What the tab remembers across the pages of a site. */
type Memory = { begun: boolean; open: boolean; kept: Record<string, string> }

const script = document.currentScript
if (script instanceof HTMLScriptElement && !document.querySelector(`[${MARK}]`)) {
  const options = readOptions(script)
  if (options) embed(options)
}

function embed(options: EmbedOptions): void {
  const host = document.createElement('div')
  host.setAttribute(MARK, '')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [embedSheet(options)]
  const { button, badge } = createButton(options)
  const panel = createPanel(options)
  root.append(panel, button)
  document.body.append(host)
  const text = takeFragment(window)
  run({ options, button, badge, panel, text })
}

type Parts = {
  options: EmbedOptions
  button: HTMLButtonElement
  badge: HTMLElement
  panel: HTMLElement
  text: string | undefined
}

function run({ options, button, badge, panel, text }: Parts): void {
  const origin = new URL(options.chat).origin
  const memory = readMemory()
  let frame: HTMLIFrameElement | undefined
  let isReady = false
  let once = text
  const tell = (message: ToChat) => {
    if (isReady) frame?.contentWindow?.postMessage(toEnvelope(message), origin)
  }
  const load = () => {
    frame = createFrame(options)
    frame.addEventListener('load', () => {
      const { accent, scheme } = options
      isReady = true
      const { kept } = memory
      tell({ kind: 'hello', kept, ...(accent && { accent }), ...(scheme && { scheme }), ...(once && { text: once }) })
      once = undefined
      tell({ kind: memory.open ? 'opened' : 'closed' })
    })
    panel.append(frame)
  }
  const show = (open: boolean, focus: boolean) => {
    if (open && !frame) load()
    memory.open = open
    memory.begun ||= open
    keepMemory(memory)
    panel.hidden = !open
    button.setAttribute('aria-expanded', String(open))
    label(button, open ? options.close : options.label)
    if (open) setBadge({ options, button, badge }, 0)
    tell({ kind: open ? 'opened' : 'closed' })
    if (focus) (open ? frame : button)?.focus()
  }
  button.addEventListener('click', () => show(!memory.open, true))
  panel.parentNode?.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && memory.open) show(false, true)
  })
  window.addEventListener('message', (event) => {
    if (event.origin !== origin || !frame || event.source !== frame.contentWindow) return
    const message = readToHost(event.data)
    if (message?.kind === 'close') show(false, true)
    if (message?.kind === 'keep') {
      memory.kept[message.key] = message.value
      keepMemory(memory)
    }
    if (message?.kind === 'unread' && !memory.open) setBadge({ options, button, badge }, message.count)
  })
  // A link to the page that is open already loads nothing.
  window.addEventListener('hashchange', () => {
    const asked = takeFragment(window)
    if (asked === undefined) return
    if (isReady) tell({ kind: 'ask', text: asked })
    else once = asked
    show(true, true)
  })
  // A link that brings a question opens the chat; a running conversation goes on, and counts what comes meanwhile.
  if (text || memory.open) show(true, false)
  else if (memory.begun) load()
}

function createButton({ label: name, close }: EmbedOptions): { button: HTMLButtonElement; badge: HTMLElement } {
  const button = document.createElement('button')
  button.type = 'button'
  button.append(icon('open', 'M4 5.5h16v11H10l-4.5 3.5v-3.5H4z'), icon('close', 'M6 6l12 12M18 6L6 18'))
  button.setAttribute('aria-expanded', 'false')
  button.dataset['close'] = close
  label(button, name)
  const badge = document.createElement('span')
  badge.className = 'badge'
  badge.setAttribute('role', 'status')
  badge.hidden = true
  button.append(badge)
  return { button, badge }
}

function label(button: HTMLElement, text: string): void {
  button.setAttribute('aria-label', text)
  button.title = text
}

function setBadge({ options, button, badge }: Pick<Parts, 'options' | 'button' | 'badge'>, count: number): void {
  badge.hidden = count === 0
  badge.textContent = count > 9 ? '9+' : String(count)
  if (count > 0) label(button, `${options.label} (${count})`)
}

function icon(name: string, path: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', name)
  const line = document.createElementNS(space, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

function createPanel({ title }: EmbedOptions): HTMLElement {
  const panel = document.createElement('div')
  panel.className = 'panel'
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-label', title)
  panel.hidden = true
  return panel
}

function createFrame({ chat, title }: EmbedOptions): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.title = title
  frame.allow = 'clipboard-write'
  frame.setAttribute(
    'sandbox',
    'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
  )
  frame.src = chat
  return frame
}

function readMemory(): Memory {
  try {
    const { begun, open, kept = {} } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Memory>
    return { begun: begun === true, open: open === true, kept: { ...kept } }
  } catch {
    return { begun: false, open: false, kept: {} }
  }
}

// A browser that keeps nothing costs the place, not the chat.
function keepMemory(memory: Memory): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(memory))
  } catch {}
}
