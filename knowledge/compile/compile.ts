import type { Diagnostic } from '../diagnostic.ts'
import type { DialogGraph } from '../graph.ts'
import { LINT_RULES } from '../lint/index.ts'
import { buildGraph } from './build-graph.ts'
import { type Corpus, createCorpus, type Unread } from './corpus.ts'
import type { Draft } from './draft.ts'
import { tooDeep } from './parse-markdown.ts'
import { readDocument } from './read-document.ts'
import { RULES } from './rules/index.ts'
import { LIMITS, type Limits, type Macros, type Source } from './source.ts'

/** What compiling comes to. */
export type Compiled = { graph: DialogGraph; diagnostics: Diagnostic[] }

/**
 * Compiles support documents to the dialog graph and says what is wrong with them. Pure.
 * The graph holds the documents without errors; where there is an error, better keep the graph of before.
 * With `today`, such as 2026-11-22, dates that are past are found too.
 */
export function compile(sources: readonly Source[], macros: Macros, limits: Limits = LIMITS, today?: string): Compiled {
  const corpus = { ...read(sources, macros, limits), ...(today !== undefined && { today }) }
  const diagnostics = check(corpus)
  const broken = new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const soundOnes = corpus.documents.filter(({ path }) => !broken.has(path))
  const graph = buildGraph(broken.size === 0 ? corpus : createCorpus({ ...corpus, documents: soundOnes }))
  return { graph, diagnostics }
}

function read(sources: readonly Source[], macros: Macros, limits: Limits): Corpus {
  const documents: Draft[] = []
  const translations: Draft[] = []
  const unread: Unread[] = []
  let characters = 0
  const inOrder = [...sources].sort((a, b) => compareText(a.path, b.path))
  for (const source of inOrder.slice(0, limits.documents)) {
    // What is refused for its own size does not count against the others.
    if (source.text.length <= limits.characters) characters += source.text.length
    const normal = { path: source.path, text: source.text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n') }
    const problem = unreadable(normal, characters, limits)
    if (problem) unread.push({ source, ...problem })
    else {
      const draft = readDocument(normal, limits)
      if (draft.language === undefined) documents.push(draft)
      else translations.push(draft)
    }
  }
  const size = { documents: sources.length, characters }
  return createCorpus({ documents, translations, unread, size, macros, limits })
}

function unreadable(source: Source, characters: number, limits: Limits): Omit<Unread, 'source'> | undefined {
  if (source.text.length > limits.characters || characters > limits.allCharacters) {
    return { reason: 'oversized-document', at: { text: '', line: 1, column: 1 } }
  }
  const deep = tooDeep(source.text, limits)
  return deep && { reason: 'nested-too-deeply', at: deep }
}

/** A document that breaks one rule all over is not worth more lines than this. */
const MOST_PER_RULE_AND_FILE = 50

function check(corpus: Corpus): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const [code, { severity, check }] of Object.entries({ ...RULES, ...LINT_RULES })) {
    const perFile = new Map<string, number>()
    for (const { file, line, column, message } of check(corpus)) {
      const count = (perFile.get(file) ?? 0) + 1
      perFile.set(file, count)
      if (count <= MOST_PER_RULE_AND_FILE) found.push({ code, severity, file, line, column, message })
    }
  }
  return found.sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.code, b.code),
  )
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
