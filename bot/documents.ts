import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import { LIMITS, type Source } from '../knowledge/source/index.ts'

/** The folder of the documents that come with the bot. */
export const DOCUMENTS = fileURLToPath(new URL('../knowledge/documents', import.meta.url))

const LEXICON = fileURLToPath(new URL('../knowledge/lexicon.yaml', import.meta.url))

/** Reads a document, or all `.md` files of a folder and the folders in it, in the order of their paths. */
export function readDocuments(path: string = DOCUMENTS): Source[] {
  if (!statSync(path).isDirectory()) return [readSource(path)]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.split(sep).some((part) => part.startsWith('.')))
    .sort()
    .map((file) => join(path, file))
    .filter((file) => statSync(file).isFile())
    .map(readSource)
}

/** Reads the wording of the domain, which holds the macros of phrases. */
export function readLexicon(): string {
  return readFileSync(LEXICON, 'utf8')
}

// Diagnostics name files the way the person would: from where they are.
function readSource(path: string): Source {
  const shown = relative('.', resolve(path))
  return { path: shown.startsWith('..') ? resolve(path) : shown, text: readCapped(path) }
}

/** Reads no more than it takes for the compiler to see that a file is too large. */
function readCapped(path: string): string {
  const most = LIMITS.characters * 4 + 4
  if (statSync(path).size <= most) return readFileSync(path, 'utf8')
  const buffer = Buffer.alloc(most)
  const file = openSync(path, 'r')
  try {
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, most, 0))
  } finally {
    closeSync(file)
  }
}
