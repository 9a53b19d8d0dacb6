import { join } from 'node:path'

import {
  type Compiled,
  createMatcher,
  type Diagnostic,
  type DialogGraph,
  type ExplainingMatcher,
  type Matcher,
  type Model,
  parseLexicon,
} from '../knowledge/index.ts'
import { artefactKey, readArtefact, writeArtefact } from './artefact.ts'
import { compileBeside } from './compile-beside.ts'
import { DOCUMENTS, readDocuments, readLexicon } from './documents.ts'
import { trainBeside } from './train-beside.ts'

const CACHE = join('data', 'cache')

/** Where the classifier comes from: the cache, a training under way (codes, messages and BM25F serve), or a training. */
export type Readiness = 'cached' | 'training' | 'trained'

/** The compiled documents with their matcher, which is exchanged once it is trained. */
export type LoadedKnowledge = {
  readonly graph: DialogGraph
  readonly diagnostics: readonly Diagnostic[]
  readonly matcher: Matcher
  readonly ready: Readiness
  /** Settles when the matcher is as good as it gets. */
  readonly trained: Promise<void>
}

export type KnowledgeOptions = {
  /** The folder of the documents. */
  folder?: string
  /** Documents that were compiled already. */
  compiled?: Compiled
  /** The folder for what training finds. */
  cache?: string
  /** Resolve only when the matcher is trained; a server goes on without. */
  wait?: boolean
}

/** Takes the documents and their matcher from the cache, or compiles and trains beside the main thread. */
export async function loadKnowledge(
  options: KnowledgeOptions = {},
): Promise<LoadedKnowledge & { readonly matcher: ExplainingMatcher }> {
  const { cache = CACHE, wait = true } = options
  const words = readLexicon()
  const lexicon = parseLexicon(words)
  const { graph, diagnostics } = await compiledOf(options, words)
  const artefact = { folder: cache, kind: 'matcher', key: artefactKey([graph.version, words], ['match']) }
  const cached = modelFor(graph, readArtefact(artefact) as Model | undefined)
  let ready: Readiness = cached ? 'cached' : 'training'
  let matcher = createMatcher(graph, lexicon, cached)
  const trained = cached
    ? Promise.resolve()
    : trainBeside(graph, words).then((model) => {
        matcher = createMatcher(graph, lexicon, model)
        ready = 'trained'
        writeArtefact(artefact, model)
      })
  if (wait) await trained
  else warm(matcher, graph)
  return {
    graph,
    diagnostics,
    trained,
    get matcher() {
      return matcher
    },
    get ready() {
      return ready
    },
  }
}

/** The compiled documents: as they were handed in, from the cache, or compiled beside the main thread. */
async function compiledOf({ folder = DOCUMENTS, compiled, cache = CACHE }: KnowledgeOptions, words: string) {
  if (compiled) return compiled
  const sources = readDocuments(folder).flatMap(({ path, text }) => [path, text])
  const artefact = { folder: cache, kind: 'graph', key: artefactKey([words, ...sources], ['.']) }
  const kept = readArtefact(artefact) as Compiled | undefined
  if (kept) return kept
  const made = await compileBeside(folder)
  writeArtefact(artefact, made)
  return made
}

function modelFor({ topics }: DialogGraph, model: Model | undefined): Model | undefined {
  return model && topics.every(({ id }, index) => model.classes[index] === id) ? model : undefined
}

/** The first pass through fresh code is ten times as slow as the hundredth: let it not be a person's. */
function warm(matcher: Matcher, { topics }: DialogGraph): void {
  for (const { title, phrases } of topics) {
    for (const text of [title, ...phrases.slice(0, 4).flatMap(({ texts }) => texts.slice(0, 1))]) {
      matcher.match(text, { facts: {} })
    }
  }
}
