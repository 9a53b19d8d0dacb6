import { join } from 'node:path'

import {
  createMatcher,
  type Diagnostic,
  type DialogGraph,
  type ExplainingMatcher,
  type Matcher,
  type Model,
} from '../knowledge/index.ts'
import { artefactKey, readArtefact, writeArtefact } from './artefact.ts'
import { type CompiledKnowledge, compileBeside } from './compile-beside.ts'
import { DOCUMENTS, readDocuments, readLexicon } from './documents.ts'
import { trainBeside } from './train-beside.ts'

const CACHE = join('data', 'cache')
/** The code that a model depends on, beside the graph and the lexicon. */
const MATCH_CODE = ['match', 'compile/phrases.ts', 'codes.ts', 'data']

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
  folder?: string | undefined
  /** Documents that were compiled already. */
  compiled?: CompiledKnowledge
  /** A compilation that is under way already. */
  compiling?: Promise<CompiledKnowledge> | undefined
  /** The folder for what training finds. */
  cache?: string
  /** Resolve only when the matcher is trained; a server goes on without. */
  wait?: boolean
}

/** Takes the documents and their matcher from the cache, or compiles and trains in processes beside this one. */
export async function loadKnowledge(
  options: KnowledgeOptions = {},
): Promise<LoadedKnowledge & { readonly matcher: ExplainingMatcher }> {
  const { cache = CACHE, wait = true } = options
  const { graph, diagnostics, lexicon, wording, prepared } = await compiledOf(options)
  const artefact = { folder: cache, kind: 'matcher', key: artefactKey([graph.version, wording], MATCH_CODE) }
  const train = async (): Promise<Model> => {
    const model = await trainBeside(graph, lexicon)
    writeArtefact(artefact, model)
    return model
  }
  const cached = modelFor(graph, readArtefact(artefact) as Model | undefined)
  const model = cached ?? (wait ? await train() : undefined)
  let ready: Readiness = cached ? 'cached' : model ? 'trained' : 'training'
  let matcher = createMatcher(graph, lexicon, model, prepared)
  const exchange = async (): Promise<void> => {
    matcher = createMatcher(graph, lexicon, await train())
    ready = 'trained'
  }
  const trained = model ? Promise.resolve() : exchange()
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

/** The compiled documents: as they were handed in, from the cache, or compiled by a process of its own. */
async function compiledOf(options: KnowledgeOptions): Promise<CompiledKnowledge> {
  const { folder = DOCUMENTS, compiled, compiling, cache = CACHE, wait = true } = options
  if (compiled) return compiled
  const sources = readDocuments(folder).flatMap(({ path, text }) => [path, text])
  const artefact = { folder: cache, kind: 'graph', key: artefactKey([readLexicon(), ...sources], ['.']) }
  const known = readArtefact(artefact) as CompiledKnowledge | undefined
  if (known) return known
  const made = await (compiling ?? compileBeside(folder, { prepare: !wait }))
  const { prepared: _, ...kept } = made
  writeArtefact(artefact, kept)
  return made
}

function modelFor({ topics }: DialogGraph, model: Model | undefined): Model | undefined {
  return model && topics.every(({ id }, index) => model.classes[index] === id) ? model : undefined
}
