import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the project lies. */
export const ROOT = join(import.meta.dirname, '../..')

/** A piece of code of a page: its language, what else stands behind the three ticks, and its line. */
export type Fence = { language: string; marks: string[]; code: string; line: number }

/** What keeps commands of a page from being run here. */
export const MARKS = ['azure', 'docker', 'kubernetes', 'windows', 'nginx', 'python', 'root', 'network', 'ci']

/** All pages of documentation: not the support documents, and not what tests read. */
export function listPages(): string[] {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.md'], { cwd: ROOT }).toString()
  return files
    .split('\n')
    .filter((file) => file !== '' && !/^(knowledge\/documents|test\/fixtures)\/|^CHANGELOG/.test(file))
}

export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8')
}

/** The fenced code of a page. */
export function readFences(text: string): Fence[] {
  const fences: Fence[] = []
  let ticks: string | undefined
  text.split('\n').forEach((content, index) => {
    const [, found, info = ''] = /^\s*(`{3,})(.*)$/.exec(content) ?? []
    const open = fences.at(-1)
    if (ticks !== undefined && found === ticks && info.trim() === '') ticks = undefined
    else if (ticks !== undefined && open) open.code += `${content}\n`
    else if (found !== undefined) {
      ticks = found
      const [language = '', ...marks] = info.trim().split(/\s+/)
      fences.push({ language, marks, code: '', line: index + 1 })
    }
  })
  return fences
}

/** What stands between the fences. */
export function withoutFences(text: string): string {
  return text.replaceAll(/^\s*(`{3,})[^\n]*\n[\s\S]*?^\s*\1\s*$/gm, '')
}
