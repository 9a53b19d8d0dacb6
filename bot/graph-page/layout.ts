import dagre from '@dagrejs/dagre'

import type { PageData, PageDocument, PageNode } from './page-data.ts'

/** How wide a text is in the drawing, in pixels. */
export type Measure = (text: string, font: 'title' | 'label') => number

/** A box of the drawing: a node of the document, or a way out to another one. */
export type Box = {
  id: string
  /** Absent for a way out. */
  node?: PageNode
  lines: string[]
  isEntry: boolean
  x: number
  y: number
  width: number
  height: number
}

export type Arrow = { from: string; to: string; label: string[]; points: Point[]; at?: Point }
export type Point = { x: number; y: number }
export type Layout = { boxes: Box[]; arrows: Arrow[]; width: number; height: number }

export const BOX = { width: 216, padding: 12, line: 18, head: 20 } as const
const LABEL = { width: 150, line: 15 } as const
const TITLE_LINES = 4
const LABEL_LINES = 3

/** Places the nodes of one document and the documents it leads to. Pure but for the measure. */
export function layOut(data: PageData, document: PageDocument, measure: Measure): Layout {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 36, edgesep: 14, marginx: 16, marginy: 16 })
  const boxes = boxesOf(data, document, measure)
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height })
  const arrows = arrowsOf(data, document, measure)
  for (const { from, to, label } of arrows) {
    const width = Math.max(0, ...label.map((line) => measure(line, 'label'))) + 12
    graph.setEdge(from, to, { width, height: label.length * LABEL.line, labelpos: 'c', minlen: 1 })
  }
  dagre.layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    boxes: boxes.map((box) => ({ ...box, ...centre(graph.node(box.id)) })),
    arrows: arrows.map((arrow) => {
      const { points, x, y } = graph.edge(arrow.from, arrow.to)
      return { ...arrow, points, ...(x !== undefined && y !== undefined && { at: { x, y } }) }
    }),
    width,
    height,
  }
}

function centre({ x, y }: Point): Point {
  return { x, y }
}

function boxesOf(data: PageData, document: PageDocument, measure: Measure): Box[] {
  const exits = document.nodes.flatMap((id) => data.nodes[id]?.choices.map(({ target }) => target) ?? [])
  const others = [...new Set(exits)].filter((id) => data.nodes[id] && !document.nodes.includes(id))
  return [...document.nodes, ...others].flatMap((id) => {
    const node = data.nodes[id]
    if (!node) return []
    const isOwn = node.document === document.id
    const lines = wrap(
      isOwn ? node.title : titleElsewhere(data, node),
      BOX.width - 2 * BOX.padding,
      TITLE_LINES,
      (text) => measure(text, 'title'),
    )
    return [
      {
        id,
        ...(isOwn && { node }),
        lines,
        isEntry: id === document.entry,
        x: 0,
        y: 0,
        width: BOX.width,
        height: BOX.head + lines.length * BOX.line + BOX.padding + 4,
      },
    ]
  })
}

/** The document's title says enough when the way leads to its start. */
function titleElsewhere({ documents }: PageData, node: PageNode): string {
  const other = documents.find(({ id }) => id === node.document)
  return other?.entry === node.id ? other.title : node.title
}

function arrowsOf(data: PageData, document: PageDocument, measure: Measure): Arrow[] {
  const labels = new Map<string, { from: string; to: string; words: string[] }>()
  for (const from of document.nodes) {
    for (const { target, label } of data.nodes[from]?.choices ?? []) {
      if (!data.nodes[target]) continue
      const key = `${from} ${target}`
      const arrow = labels.get(key) ?? { from, to: target, words: [] }
      arrow.words.push(plain(label))
      labels.set(key, arrow)
    }
  }
  return [...labels.values()].map(({ from, to, words }) => ({
    from,
    to,
    label: wrap(words.join(' · '), LABEL.width, LABEL_LINES, (text) => measure(text, 'label')),
    points: [],
  }))
}

function plain(html: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }
  return html.replace(/<[^<>]+>/g, '').replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity)
}

/** Breaks a text into lines of a width; what does not fit into the last one ends in `…`. */
export function wrap(text: string, width: number, most: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || measure(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  if (lines.length <= most) return lines
  const last = `${lines[most - 1]} …`
  return [...lines.slice(0, most - 1), measure(last) <= width ? last : last.replace(/\s+\S+ …$/, ' …')]
}
