import type { Root } from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Words } from './draft.ts'
import type { Limits } from './source.ts'

const plain = unified().use(remarkParse).use(remarkFrontmatter).freeze()
const withTables = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).freeze()

// The delimiter row under a table's head. Of GitHub's extensions the dialect only wants tables, and they double the time of a parse.
const TABLE = /^[ \t>]*\|?[ \t]*:?-[-: \t]*\|/m

/** Reads Markdown to its tree. The text has passed `tooDeep`. */
export function parseMarkdown(text: string): Root {
  return (TABLE.test(text) ? withTables : plain).parse(text)
}

// Never fails, so it never backtracks: every round takes a mark, the rest is blanks.
const PREFIX = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/

/** Finds what would make the parser slow: deep nesting, too many lines, and blocks crowded with marks. */
export function tooDeep(text: string, limits: Limits): Words | undefined {
  const lines = text.split('\n')
  if (lines.length > limits.lines) return { text: `more than ${limits.lines} lines`, line: limits.lines, column: 1 }
  let inBlock = 0
  let inAll = 0
  for (const [index, line] of lines.entries()) {
    const prefix = line.slice(0, line.length - line.replace(PREFIX, '').length)
    const nesting = Math.max(prefix.replace(/[ \t\d.)]/g, '').length, prefix.length / 4)
    const place = { line: index + 1, column: prefix.length + 1 }
    if (nesting > limits.depth) return { text: `more than ${limits.depth} levels of lists and quotes`, ...place }
    const { marks, bars } = countMarks(line)
    inBlock = line.trim() === '' ? 0 : inBlock + marks
    inAll += marks + bars
    if (inBlock > limits.marks)
      return { text: `more than ${limits.marks} of the marks ${MARKS} in one block`, ...place }
    if (inAll > limits.allMarks) return { text: `more than ${limits.allMarks} of the marks ${MARKS} |`, ...place }
  }
  return undefined
}

const MARKS = '* _ ~ [ ] < `'
const IS_MARK = new Set(MARKS.replaceAll(' ', ''))

function countMarks(line: string): { marks: number; bars: number } {
  let marks = 0
  let bars = 0
  for (const character of line) {
    if (IS_MARK.has(character)) marks += 1
    else if (character === '|') bars += 1
  }
  return { marks, bars }
}
