import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Macros, Source } from '../../knowledge/index.ts'

/** The folder with documents for the compiler's tests. */
export const FIXTURES = fileURLToPath(new URL('../fixtures/documents/', import.meta.url))

/** Macros for the phrases of those documents. */
export const MACROS: Macros = { OFFICE: ['office', 'word'], REACH: ['reach', '(find|see)'] }

/** The documents of a folder of fixtures; `valid/topic.md` gets the path `topic.md`. */
export function readFixtures(folder: string): Source[] {
  return readdirSync(FIXTURES + folder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({ path: file, text: readFileSync(`${FIXTURES}${folder}/${file}`, 'utf8') }))
}

/** What the golden file holds; `UPDATE_GOLDEN=1` writes it first. */
export function golden(file: string, actual: string): string {
  const path = FIXTURES + file
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, actual)
  return existsSync(path) ? readFileSync(path, 'utf8') : `there is no ${file}; write it with UPDATE_GOLDEN=1`
}
