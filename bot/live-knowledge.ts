import type { Compiled, Diagnostic } from '../knowledge/index.ts'
import { CompileFailed } from './compile-beside.ts'
import type { LoadedKnowledge } from './knowledge.ts'

/** What became of the documents when they were read again. `version` is the graph that runs now. */
export type ReloadOutcome = { version: string; diagnostics: readonly Diagnostic[] } & (
  | { status: 'reloaded' | 'unchanged'; topics: number; nodes: number }
  | { status: 'refused' }
  | { status: 'failed'; reason: string }
)

/** How documents are compiled and loaded. */
export type LiveKnowledgePorts<Made extends Compiled> = {
  compile: () => Promise<Made>
  /** Resolves when the matcher is trained, so that graph and matcher are exchanged at once. */
  load: (compiled: Made) => Promise<LoadedKnowledge>
}

/** The knowledge of a running bot, which can be exchanged between two turns. */
export type LiveKnowledge = {
  current: () => LoadedKnowledge
  reload: () => Promise<ReloadOutcome>
}

/** Serves what was loaded until a reload has something better: broken documents change nothing. */
export function createLiveKnowledge<Made extends Compiled>(
  loaded: LoadedKnowledge,
  ports: LiveKnowledgePorts<Made>,
): LiveKnowledge {
  let current = loaded
  let last: Promise<unknown> = Promise.resolve()
  const reload = async (): Promise<ReloadOutcome> => {
    try {
      const compiled = await ports.compile()
      const { graph, diagnostics } = compiled
      if (diagnostics.some(({ severity }) => severity === 'error')) {
        return { status: 'refused', version: current.graph.version, diagnostics }
      }
      const unchanged = graph.version === current.graph.version
      if (!unchanged) current = await ports.load(compiled)
      const counts = { topics: graph.topics.length, nodes: Object.keys(graph.nodes).length }
      return { status: unchanged ? 'unchanged' : 'reloaded', version: current.graph.version, diagnostics, ...counts }
    } catch (error) {
      if (!(error instanceof CompileFailed)) throw error
      return { status: 'failed', version: current.graph.version, diagnostics: [], reason: error.message }
    }
  }
  return {
    current: () => current,
    // One after the other: a second call must see what the first one brought.
    reload: () => {
      const next = last.then(reload)
      last = next.catch(() => {})
      return next
    },
  }
}
