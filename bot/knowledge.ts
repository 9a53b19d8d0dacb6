import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'

import {
  type Compiled,
  compile,
  createMatcher,
  type Diagnostic,
  type DialogGraph,
  type Matcher,
  type Model,
  parseLexicon,
} from '../knowledge/index.ts'
import { DOCUMENTS, readDocuments, readLexicon } from './documents.ts'

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

/** Compiles the documents and makes their matcher, from the cache or by training beside the main thread. */
export async function loadKnowledge(options: KnowledgeOptions = {}): Promise<LoadedKnowledge> {
  const { folder = DOCUMENTS, cache = join('data', 'cache'), wait = true } = options
  const words = readLexicon()
  const lexicon = parseLexicon(words)
  const { graph, diagnostics } = options.compiled ?? compile(readDocuments(folder), lexicon.macros)
  const file = join(cache, `matcher-${keyOf(graph, words)}.bin`)
  const cached = readModel(file, graph)
  let ready: Readiness = cached ? 'cached' : 'training'
  let matcher = createMatcher(graph, lexicon, cached)
  const trained = cached
    ? Promise.resolve()
    : trainBeside(graph, words).then((model) => {
        matcher = createMatcher(graph, lexicon, model)
        ready = 'trained'
        writeModel(file, model)
      })
  if (wait) await trained
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

/** What a training depends on: the documents, the wording, and the code of matcher and compiler. */
function keyOf({ version }: DialogGraph, words: string): string {
  const hash = createHash('sha256').update(version).update(words)
  const folder = fileURLToPath(new URL('../knowledge/match', import.meta.url))
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}

function readModel(file: string, graph: DialogGraph): Model | undefined {
  try {
    const model = deserialize(readFileSync(file)) as Model
    return graph.topics.every(({ id }, index) => model.classes[index] === id) ? model : undefined
  } catch {
    // Absent, cut short or from another Node: a training makes it anew.
    return undefined
  }
}

function writeModel(file: string, model: Model): void {
  try {
    const folder = join(file, '..')
    mkdirSync(folder, { recursive: true })
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, serialize(model))
    renameSync(draft, file)
    for (const other of readdirSync(folder)) {
      if (/^matcher-\w+\.bin$/.test(other) && !file.endsWith(other)) rmSync(join(folder, other), { force: true })
    }
  } catch {
    // A folder that cannot be written costs a second at the next start, nothing else.
  }
}

function trainBeside(graph: DialogGraph, words: string): Promise<Model> {
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: { graph, words } })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The training stopped with code ${code}.`)))
  })
}
