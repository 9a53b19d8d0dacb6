import type { Nodes, Parents } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

const parser = unified().use(remarkParse).use(remarkGfm)

/** Renders the Markdown of a node as HTML; whatever is no Markdown of the dialect stays text. */
export function renderMarkdown(markdown: string): string {
  return markdown === '' ? '' : inside(parser.parse(markdown))
}

/** Renders a text of one line, without a paragraph around it. */
export function renderInline(markdown: string): string {
  return renderMarkdown(markdown).replace(/^<p>([\s\S]*)<\/p>$/, '$1')
}

const TAGS: Readonly<Record<string, string>> = {
  paragraph: 'p',
  strong: 'strong',
  emphasis: 'em',
  delete: 's',
  listItem: 'li',
  blockquote: 'blockquote',
}

function render(node: Nodes): string {
  const tag = TAGS[node.type]
  if (tag !== undefined) return `<${tag}>${inside(node)}</${tag}>`
  if (node.type === 'text') return escapeHtml(node.value)
  if (node.type === 'inlineCode') return `<code>${escapeHtml(node.value)}</code>`
  if (node.type === 'code') return `<pre tabindex="0">${escapeHtml(node.value)}</pre>`
  if (node.type === 'break') return '<br>'
  if (node.type === 'list') return node.ordered ? `<ol>${inside(node)}</ol>` : `<ul>${inside(node)}</ul>`
  if (node.type === 'link') return `<a ${target(node.url)}>${inside(node)}</a>`
  if (node.type === 'table') return table(node.children.map((row) => row.children.map(inside)))
  return 'value' in node ? escapeHtml(node.value) : inside(node)
}

function inside(node: Nodes): string {
  return 'children' in node ? (node as Parents).children.map(render).join('') : ''
}

/** A place on the page, or a page elsewhere that opens only when somebody follows the link. */
function target(url: string): string {
  if (/^https:\/\//i.test(url)) return `href="${escapeHtml(url)}" target="_blank" rel="noreferrer noopener"`
  return `href="#${escapeHtml(url.replace('#', '/'))}"`
}

function table([head = [], ...rows]: string[][]): string {
  const cells = (row: readonly string[], tag: string) => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')
  return `<div class="wide" tabindex="0"><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
