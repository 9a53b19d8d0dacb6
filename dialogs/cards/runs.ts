import type { TextRun } from './elements.ts'

// `code`, **strong**, *said*, [words](address), <address>; every alternative ends at its own mark, so this is linear.
const MARKS = /`([^`\n]+)`|\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|\[([^[\]\n]+)\]\(([^()\s]+)\)|<(https:\/\/[^<>\s]+)>/g
const MAY_MARK = /[`*<]|\]\(/
const ALLOWED_HOSTS = [
  'learn.microsoft.com',
  'support.microsoft.com',
  'www.microsoft.com',
  'go.microsoft.com',
  'aka.ms',
]

type Look = Omit<TextRun, 'type' | 'text' | 'selectAction'>

/** Turns a line of our small Markdown into text runs, in which nothing is Markdown any more. */
export function runsOf(line: string, look: Look = {}): TextRun[] {
  const runs: TextRun[] = []
  if (!MAY_MARK.test(line)) {
    plain(runs, line, look)
    return runs.length > 0 ? runs : [{ type: 'TextRun', text: ' ', ...look }]
  }
  let from = 0
  for (const found of line.matchAll(MARKS)) {
    plain(runs, line.slice(from, found.index), look)
    runs.push(markedRun(found, look))
    from = found.index + found[0].length
  }
  plain(runs, line.slice(from), look)
  return runs.length > 0 ? runs : [{ type: 'TextRun', text: ' ', ...look }]
}

function plain(runs: TextRun[], text: string, look: Look): void {
  if (text !== '') runs.push({ type: 'TextRun', text: text.replace(/\\([\\`*_|<>[\]])/g, '$1'), ...look })
}

function markedRun([, code, strong, said, words, address, bare]: RegExpExecArray, look: Look): TextRun {
  if (code !== undefined) return { type: 'TextRun', text: code, ...look, fontType: 'Monospace' }
  if (strong !== undefined) return { type: 'TextRun', text: strong, ...look, weight: 'Bolder' }
  if (said !== undefined) return { type: 'TextRun', text: said, ...look, italic: true }
  const url = address ?? bare ?? ''
  const run: TextRun = { type: 'TextRun', text: words ?? url, ...look }
  return isAllowed(url) ? { ...run, selectAction: { type: 'Action.OpenUrl', url } } : run
}

function isAllowed(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === 'https:' && ALLOWED_HOSTS.includes(parsed.hostname)
}
