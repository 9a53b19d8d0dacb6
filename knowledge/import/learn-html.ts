import type { Block, Span } from './block.ts'

const MOST_HTML = 200_000

/** What a piece of raw HTML says: a table as a table, otherwise its words. Comments, scripts and anchors say nothing. */
export function htmlBlocks(html: string, span: Span): Block[] {
  if (html.length > MOST_HTML) return []
  const visible = html.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/<(script|style)\b[\s\S]*?(?:<\/\1>|$)/gi, '')
  if (/<table\b/i.test(visible)) return [{ kind: 'table', rows: rowsOf(visible), ...span }]
  const text = plain(visible)
  return text === '' ? [] : [{ kind: 'text', text, ...span }]
}

function rowsOf(html: string): string[][] {
  const rows = html.split(/<tr\b[^>]*>/i).slice(1)
  const cells = rows.map((row) =>
    row
      .split(/<t[dh]\b[^>]*>/i)
      .slice(1)
      .map((cell) => plain(cell.split(/<\/t[dh]>/i)[0] ?? '')),
  )
  const width = Math.max(1, ...cells.map(({ length }) => length))
  return cells
    .filter(({ length }) => length > 0)
    .map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])
}

function plain(html: string): string {
  return html
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replaceAll('`', "'")
    .replace(/\s+/g, ' ')
    .trim()
}
