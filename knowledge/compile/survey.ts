import type { Nodes, Root, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import type { Draft } from './draft.ts'
import { offsetsOf, placeOf, words } from './excerpt.ts'
import { labelOf } from './read-list.ts'
import { readComment } from './read-section.ts'

/** What the rules want to know of a document wherever it stands. */
export type Survey = Pick<Draft, 'links' | 'html' | 'foreign' | 'texts' | 'strayHeadings' | 'strayCommands'>

const FOREIGN: readonly string[] = [
  'image',
  'imageReference',
  'linkReference',
  'definition',
  'footnoteReference',
  'footnoteDefinition',
]

/** Walks a document once and gathers its links, its prose and what the dialect does not know. */
export function survey(text: string, root: Root): Survey {
  const found: Survey = { links: [], html: [], foreign: [], texts: [], strayHeadings: [], strayCommands: [] }
  for (const node of root.children) visit(node, [], text, found)
  return found
}

function visit(node: Nodes, above: readonly string[], text: string, found: Survey): void {
  if (node.type === 'link' && isWritten(node, text))
    found.links.push({ label: labelOf(text, node), url: node.url, ...placeOf(node) })
  else if (node.type === 'html' && readComment(node).length === 0) found.html.push(words(node.value, node))
  else if (node.type === 'text' || node.type === 'inlineCode') found.texts.push(words(node.value, node))
  else if (node.type === 'heading' && (node.depth !== 2 || above.length > 0)) {
    found.strayHeadings.push(words(plainText(node), node))
  } else if (node.type === 'code' && isStrayCommand(node.lang ?? '', above)) found.strayCommands.push(placeOf(node))
  else if (FOREIGN.includes(node.type)) found.foreign.push(words(node.type, node))
  if (!('children' in node)) return
  const path = [...above, node.type === 'list' && node.ordered ? 'ordered' : node.type]
  for (const child of node.children as RootContent[]) visit(child, path, text, found)
}

function isStrayCommand(language: string, above: readonly string[]): boolean {
  const path = above.join(' ')
  return language !== 'text' && path !== '' && path !== 'ordered listItem'
}

// GitHub's parser also makes links of bare addresses in the text; those are words here.
function isWritten(link: Nodes, text: string): boolean {
  const [from] = offsetsOf(link)
  return '[<'.includes(text.charAt(from))
}
