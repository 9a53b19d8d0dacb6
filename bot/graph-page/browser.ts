import { showDetails } from './details.ts'
import { createDrawing, type Drawing } from './drawing.ts'
import { element, rendered } from './element.ts'
import type { Measure } from './layout.ts'
import type { PageData, PageDocument } from './page-data.ts'
import { createTopicList } from './topic-list.ts'

const data = JSON.parse(document.getElementById('graph')?.textContent ?? '{}') as PageData
const page = document.getElementById('page')
const list = createTopicList(data)
const stage = element('main', { class: 'stage', id: 'stage', tabindex: -1 })
let drawn: { id: string; drawing: Drawing; holder: HTMLElement } | undefined

const fonts = getComputedStyle(document.documentElement)
const canvas = document.createElement('canvas').getContext('2d')
const measure: Measure = (text, font) => {
  if (!canvas) return text.length * 7
  canvas.font = `${font === 'title' ? '600 13px' : '12px'} ${fonts.getPropertyValue('--font')}`
  return canvas.measureText(text).width
}

/** The address of a place is `#document` or `#document/heading`. */
function place(): { shown?: PageDocument; node?: string } {
  const [id = '', slug] = decodeURIComponent(location.hash.slice(1)).split('/', 2)
  const shown = data.documents.find((one) => one.id === id)
  const node = slug === undefined ? undefined : `${id}#${slug}`
  return shown ? { shown, ...(node && data.nodes[node] && { node }) } : {}
}

function show(): void {
  const { shown, node } = place()
  document.body.dataset['view'] = shown ? 'drawing' : 'list'
  document.title = shown ? `${shown.title} · Dialog graph` : 'Dialog graph'
  list.mark(shown?.id)
  if (!shown) {
    drawn = undefined
    stage.replaceChildren(welcome())
    return
  }
  if (drawn?.id !== shown.id) draw(shown)
  showNode(shown, node)
  // The details take room: only now it is known what is in view.
  drawn?.drawing.mark(node)
}

function draw(shown: PageDocument): void {
  const drawing = createDrawing(data, shown, measure)
  const holder = element('div', { class: 'holder' }, drawing.root)
  drawn = { id: shown.id, drawing, holder }
  const tags = [...shown.codes, ...shown.products].map((tag) => element('span', { class: 'tag' }, tag))
  stage.replaceChildren(
    element(
      'header',
      {},
      element('a', { class: 'back', href: '#' }, '← All topics'),
      element('h1', {}, shown.title),
      element('p', { class: 'tags' }, element('code', {}, `${shown.id}.md`), ...tags),
      rendered('div', { class: 'summary' }, shown.summary),
    ),
    holder,
  )
}

function showNode(shown: PageDocument, id: string | undefined): void {
  const before = drawn?.holder.querySelector('.details')
  before?.remove()
  const node = id === undefined ? undefined : data.nodes[id]
  document.body.toggleAttribute('data-details', node !== undefined)
  if (!node || id === undefined) return
  const close = () => {
    location.hash = shown.id
    drawn?.drawing.focus(id)
  }
  const details = showDetails(node, close)
  drawn?.holder.append(details)
  details.focus({ preventScroll: true })
}

function welcome(): HTMLElement {
  const topics = data.documents.filter(({ kind }) => kind === 'topic').length
  const nodes = Object.keys(data.nodes).length
  return element(
    'div',
    { class: 'welcome' },
    element('h1', {}, 'Dialog graph'),
    element(
      'p',
      {},
      'Choose a topic to see the way the bot takes through it. Click a box for its words, its commands and its lines in the document.',
    ),
    element(
      'p',
      { class: 'facts' },
      `${topics} topics · ${data.documents.length - topics} procedures · ${nodes} nodes · version ${data.version}`,
    ),
    element(
      'p',
      { class: 'facts' },
      element('kbd', {}, '/'),
      ' search  ',
      element('kbd', {}, 'Esc'),
      ' back  ',
      element('kbd', {}, '↑ ↓ ← →'),
      ' along the ways',
    ),
  )
}

function onKey(event: KeyboardEvent): void {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
  if (event.key === '/' && !isTyping) {
    event.preventDefault()
    if (document.body.dataset['view'] === 'drawing' && innerWidth < 760) location.hash = ''
    list.focusSearch()
  }
  if (event.key !== 'Escape' || isTyping) return
  const { shown, node } = place()
  location.hash = shown && node ? shown.id : ''
  if (shown && node) drawn?.drawing.focus(node)
}

page?.append(list.root, stage)
addEventListener('hashchange', show)
addEventListener('keydown', onKey)
show()
