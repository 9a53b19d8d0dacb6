import { KINDS } from './details.ts'
import { element, shape } from './element.ts'
import { type Arrow, BOX, type Box, type Layout, layOut, type Measure, type Point } from './layout.ts'
import type { PageData, PageDocument } from './page-data.ts'

export type Drawing = {
  root: HTMLElement
  /** Marks a node and brings it into view. */
  mark: (node: string | undefined) => void
  focus: (node: string) => void
}

const ZOOM = { least: 0.3, most: 2, step: 1.25, readable: 0.9 } as const

/** Draws the way through one document. Boxes are links; arrow keys go along the ways. */
export function createDrawing(data: PageData, document: PageDocument, measure: Measure): Drawing {
  const layout = layOut(data, document, measure)
  const boxes = new Map(layout.boxes.map((box) => [box.id, drawBox(data, box)]))
  const svg = shape(
    'svg',
    {
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      role: 'group',
      'aria-label': `The way through ${document.title}`,
    },
    shape('defs', {}, arrowHead()),
    ...layout.arrows.map(drawArrow),
    ...layout.arrows.map(drawLabel),
    ...boxes.values(),
  )
  const scroller = element('div', { class: 'scroller' }, svg)
  const root = element('div', { class: 'drawing' }, scroller, zoomButtons(scroller, svg, layout))
  dragToScroll(scroller)
  scroller.addEventListener('keydown', (event) => follow(layout, boxes, event))
  return {
    root,
    mark: (node) => {
      for (const [id, box] of boxes) box.toggleAttribute('aria-current', id === node)
      if (node) boxes.get(node)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    },
    focus: (node) => boxes.get(node)?.focus(),
  }
}

function drawBox(data: PageData, { id, node, lines, isEntry, x, y, width, height }: Box): SVGElement {
  const kind = node ? (isEntry ? `Start · ${KINDS[node.kind]}` : KINDS[node.kind]) : 'Elsewhere'
  const left = x - width / 2
  const top = y - height / 2
  const title = shape('text', { class: 'title', x: left + BOX.padding, y: top + BOX.head + 16 })
  for (const [index, line] of lines.entries()) {
    title.append(shape('tspan', { x: left + BOX.padding, dy: index === 0 ? 0 : BOX.line }, line))
  }
  return shape(
    'a',
    {
      class: 'box',
      href: `#${id.replace('#', '/')}`,
      'data-kind': node?.kind ?? 'elsewhere',
      'aria-label': `${kind}: ${node?.title ?? data.nodes[id]?.title ?? ''}`,
    },
    shape('rect', { class: 'frame', x: left, y: top, width, height, rx: 6 }),
    shape('rect', { class: 'bar', x: left, y: top, width: 4, height, rx: 2 }),
    shape('text', { class: 'kind', x: left + BOX.padding, y: top + 17 }, kind),
    title,
  )
}

function arrowHead(): SVGElement {
  return shape(
    'marker',
    { id: 'head', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' },
    shape('path', { d: 'M0 0 8 4 0 8z' }),
  )
}

function drawArrow({ points }: Arrow): SVGElement {
  return shape('path', { class: 'arrow', d: curve(points), 'marker-end': 'url(#head)' })
}

/** A line through the points that bends halfway between them. */
function curve([first, ...rest]: readonly Point[]): string {
  if (!first) return ''
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
  })
  const last = rest.at(-1) ?? first
  return `M${first.x} ${first.y}${bends.join('')}L${last.x} ${last.y}`
}

function drawLabel({ label, at }: Arrow): SVGElement {
  const text = shape('text', { class: 'label', 'aria-hidden': 'true' })
  if (!at) return text
  const top = at.y - ((label.length - 1) * 15) / 2 + 4
  for (const [index, line] of label.entries()) text.append(shape('tspan', { x: at.x, y: top + index * 15 }, line))
  return text
}

function zoomButtons(scroller: HTMLElement, svg: SVGElement, { width, height, boxes }: Layout): HTMLElement {
  let scale = 1
  const set = (wanted: number) => {
    scale = Math.min(ZOOM.most, Math.max(ZOOM.least, wanted))
    svg.setAttribute('width', String(width * scale))
    svg.setAttribute('height', String(height * scale))
  }
  const fit = () => set(Math.min(1, (scroller.clientWidth - 2) / width, (scroller.clientHeight - 2) / height))
  const button = (text: string, name: string, act: () => void) => {
    const made = element('button', { type: 'button', 'aria-label': name, title: name }, text)
    made.addEventListener('click', act)
    return made
  }
  // As wide as there is room, but never too small to read.
  requestAnimationFrame(() => {
    set(Math.min(1, Math.max(ZOOM.readable, (scroller.clientWidth - 2) / width)))
    const entry = boxes.find(({ isEntry }) => isEntry)
    if (entry) scroller.scrollTo({ left: entry.x * scale - scroller.clientWidth / 2, top: 0 })
    svg.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  return element(
    'div',
    { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
    button('−', 'Smaller', () => set(scale / ZOOM.step)),
    button('Fit', 'Show all of it', fit),
    button('+', 'Larger', () => set(scale * ZOOM.step)),
  )
}

/** A mouse pulls the drawing; fingers and wheels scroll it anyway. */
function dragToScroll(scroller: HTMLElement): void {
  scroller.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || (event.target instanceof Element && event.target.closest('.box'))) return
    event.preventDefault()
    scroller.setPointerCapture(event.pointerId)
  })
  scroller.addEventListener('pointermove', (event) => {
    if (scroller.hasPointerCapture(event.pointerId)) scroller.scrollBy(-event.movementX, -event.movementY)
  })
}

/** Down and up go along an arrow, left and right to the neighbour at the same height. */
function follow({ arrows, boxes: places }: Layout, boxes: ReadonlyMap<string, SVGElement>, event: KeyboardEvent): void {
  const at = [...boxes].find(([, box]) => box === document.activeElement)?.[0]
  if (at === undefined || !event.key.startsWith('Arrow')) return
  const here = places.find(({ id }) => id === at)
  const beside = places
    .filter(({ y }) => here && Math.abs(y - here.y) < 30)
    .sort((a, b) => a.x - b.x)
    .map(({ id }) => id)
  const next = {
    ArrowDown: arrows.find(({ from }) => from === at)?.to,
    ArrowUp: arrows.find(({ to }) => to === at)?.from,
    ArrowLeft: beside[beside.indexOf(at) - 1],
    ArrowRight: beside[beside.indexOf(at) + 1],
  }[event.key]
  event.preventDefault()
  if (next !== undefined) boxes.get(next)?.focus()
}
