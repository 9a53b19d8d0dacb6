import type { GraphNode } from '../knowledge/index.ts'
import { overflow } from './ask.ts'
import type { Scene } from './scene.ts'
import { fillText } from './steps.ts'
import type { View } from './view.ts'
import { sourceOf } from './where.ts'

/** What every view of a node has: its title, its words and where they come from. */
export function baseView(scene: Scene, node: GraphNode): View {
  return {
    understood: [],
    title: node.title,
    body: shorten(fillText(scene, node.body)),
    warnings: node.warnings.map((text) => fillText(scene, text)),
    steps: [],
    notes: node.notes.map((text) => fillText(scene, text)),
    options: [],
    more: overflow(scene),
    source: sourceOf(scene, node),
  }
}

// The rest of a long text is for "Why?".
const LONGEST_BODY = 600

function shorten(body: string): string[] {
  const kept: string[] = []
  for (const block of blocksOf(body)) {
    if (kept.length > 0 && kept.join('').length + block.length > LONGEST_BODY) break
    kept.push(block)
  }
  return kept
}

// A table with facts in its head answers for the bot; what it says stands in words beside it.
const LOOK_UP = /^\|[^\n]*`[a-z][A-Za-z]*` *\|\n/

/** The blocks of a text of a document: paragraphs, lists, tables, sample output. */
export function blocksOf(body: string): string[] {
  return body.split(/\n{2,}/).filter((block) => block.trim() !== '' && !LOOK_UP.test(block))
}
