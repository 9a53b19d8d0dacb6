import type { Definition, PhrasingContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { wholeCommand } from './commands.ts'
import type { Report } from './report.ts'

/** What the words of one file need: where its reference links lead, and where to say what is lost. */
export type InlineContext = { definitions: ReadonlyMap<string, Definition>; report: Report }

/** The words of a paragraph with code spans and links, everything else plain. */
export function inlineText(nodes: readonly PhrasingContent[], context: InlineContext): string {
  return nodes
    .map((node) => inlineOf(node, context))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

function inlineOf(node: PhrasingContent, context: InlineContext): string {
  if (node.type === 'text') return node.value.replaceAll('`', "'").replaceAll('](', '] (')
  if (node.type === 'inlineCode') return `\`${node.value.replaceAll('`', "'")}\``
  if (node.type === 'break') return ' '
  if (node.type === 'html') return /^<br/i.test(node.value) ? ' ' : ''
  if (node.type === 'image' || node.type === 'imageReference')
    return lostImage(node.alt, node.position?.start.line ?? 1, context)
  if (node.type === 'link')
    return linkText(inlineText(node.children, context), node.url, node.position?.start.line ?? 1, context)
  if (node.type === 'linkReference') {
    const url = context.definitions.get(node.identifier)?.url
    const label = inlineText(node.children, context)
    return url === undefined ? label : linkText(label, url, node.position?.start.line ?? 1, context)
  }
  if (node.type === 'strong') {
    const plain = plainText(node).trim()
    return wholeCommand(plain) ? `\`${plain.replaceAll('`', "'")}\`` : joined(node.children, context)
  }
  return 'children' in node ? joined(node.children, context) : ''
}

// Blanks at the edge of emphasis are words' blanks: they stay.
function joined(nodes: readonly PhrasingContent[], context: InlineContext): string {
  return nodes.map((node) => inlineOf(node, context)).join('')
}

function lostImage(alt: string | null | undefined, line: number, { report }: InlineContext): string {
  report('lost-image', line, alt ? `an image is left out; it shows: ${alt}` : 'an image is left out')
  return ''
}

function linkText(label: string, url: string, line: number, { report }: InlineContext): string {
  const words = label.replaceAll('[', '(').replaceAll(']', ')')
  const address = encodeSpaces(url)
  if (address.startsWith('#')) return `[${words}](${address})`
  if (/^https:/i.test(address)) return `[${words}](${address})`
  if (/^http:/i.test(address)) return words === url ? url : `${words} (${url})`
  if (address.startsWith('/')) return `[${words}](https://learn.microsoft.com${address})`
  report('dangling-reference', line, `"${label}" leads to ${url}, which is another file`)
  return words
}

function encodeSpaces(url: string): string {
  return url.replace(/[\s()]/g, (mark) => ({ '(': '%28', ')': '%29' })[mark] ?? '%20')
}
