import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

/** A regular expression as a source writes it. */
export type Literal = { file: string; line: number; source: string; flags: string }

/** All literals of all sources of some folders. */
export function readLiterals(root: string, folders: string[]): Literal[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map((file) => join(folder, file))
      .flatMap((file) => findLiterals(file, stripTypeScriptTypes(readFileSync(join(root, file), 'utf8')))),
  )
}

// After one of these a slash begins an expression; after a value it divides.
const BEFORE = /(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|=>|\b(?:return|typeof|case|of|in))\s*$/

/** Finds the literals of one source, outside of strings and comments. */
export function findLiterals(file: string, text: string): Literal[] {
  const found: Literal[] = []
  let at = 0
  // Braces of a template's expressions, so that its text goes on after them.
  const templates: number[] = []
  let depth = 0
  const skipTemplate = () => {
    while (at < text.length && text[at] !== '`' && !text.startsWith('${', at)) at += text[at] === '\\' ? 2 : 1
    if (text[at] === '`') at += 1
    else {
      at += 2
      templates.push(depth)
      depth += 1
    }
  }
  while (at < text.length) {
    const one = text[at] ?? ''
    if (text.startsWith('//', at)) at = endOf(text, '\n', at)
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at)
    else if (one === "'" || one === '"') at = afterString(text, at)
    else if (one === '`') {
      at += 1
      skipTemplate()
    } else if (one === '{') {
      depth += 1
      at += 1
    } else if (one === '}') {
      depth -= 1
      at += 1
      if (templates.at(-1) === depth) {
        templates.pop()
        skipTemplate()
      }
    } else if (one === '/' && BEFORE.test(text.slice(Math.max(0, at - 40), at))) {
      const literal = readLiteral(text, at)
      found.push({ file, line: text.slice(0, at).split('\n').length, ...literal })
      at += literal.source.length + literal.flags.length + 2
    } else at += 1
  }
  return found
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from + 2)
  return end < 0 ? text.length : end + mark.length
}

function afterString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== text[from]) at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function readLiteral(text: string, from: number): { source: string; flags: string } {
  let at = from + 1
  let inClass = false
  while (at < text.length && (inClass || text[at] !== '/')) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '[') inClass = true
    else if (text[at] === ']') inClass = false
    at += 1
  }
  const [flags = ''] = /^[a-z]*/.exec(text.slice(at + 1)) ?? []
  return { source: text.slice(from + 1, at), flags }
}
