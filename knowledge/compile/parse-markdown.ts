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

/** Finds what would make the parser slow: deep nesting, and blocks crowded with marks. */
export function tooDeep(text: string, { depth, marks }: Limits): Words | undefined {
  let inBlock = 0
  for (const [index, line] of text.split('\n').entries()) {
    const prefix = PREFIX.exec(line)?.[0] ?? ''
    const nesting = Math.max(prefix.replace(/[ \t\d.)]/g, '').length, prefix.length / 4)
    const place = { line: index + 1, column: prefix.length + 1 }
    if (nesting > depth) return { text: `more than ${depth} levels of lists and quotes`, ...place }
    inBlock = line.trim() === '' ? 0 : inBlock + countMarks(line)
    if (inBlock > marks) return { text: `more than ${marks} of the marks * _ ~ [ ] < \` in one block`, ...place }
  }
  return undefined
}

function countMarks(line: string): number {
  let count = 0
  for (const character of line) if ('*_~[]<`'.includes(character)) count += 1
  return count
}
