import type { RichTextBlock, Spacing } from './elements.ts'
import { runsOf } from './runs.ts'

type Look = NonNullable<Parameters<typeof runsOf>[1]>

/** One line of text as an element. */
export function line(text: string, look: Look = {}, spacing?: Spacing): RichTextBlock {
  return { type: 'RichTextBlock', inlines: runsOf(text, look), ...(spacing ? { spacing } : {}) }
}

/** Text that is shown letter by letter. */
export function verbatim(text: string): RichTextBlock {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, fontType: 'Monospace' }], spacing: 'Small' }
}

/** A block of Markdown from a document: a paragraph, a list, a table or sample output. */
export function blockElements(block: string, look: Look = {}): RichTextBlock[] {
  const lines = block.split('\n')
  if (lines[0]?.startsWith('```')) return [verbatim(lines.filter((one) => !one.startsWith('```')).join('\n'))]
  if (lines.every((one) => one.startsWith('|'))) return tableLines(lines).map((one) => line(one, look, 'Small'))
  if (lines.some((one) => /^\s*([-*]|\d+\.) /.test(one))) return lines.map((one) => line(listItem(one), look, 'Small'))
  return [line(lines.join(' '), look)]
}

const listItem = (text: string) => text.replace(/^\s*[-*] /, '• ')

/** A table as lines, with a middle dot between the cells. */
export function tableLines(lines: readonly string[]): string[] {
  return lines
    .filter((one) => !/^\|[\s:|-]+\|$/.test(one))
    .map((one) =>
      one
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
        .join(' · '),
    )
}
