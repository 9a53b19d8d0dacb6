import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

import type { Compiled } from '../knowledge/index.ts'

/** What a compilation may take; the documents that come with the bot take a second and 100 MB. */
const TIME_LIMIT = 10_000
const MEMORY_LIMIT = 512

/** The documents could not be compiled at all. The message says why, for whoever asked. */
export class CompileFailed extends Error {
  readonly code = 'compile-failed'
}

/** Compiles a folder of documents beside the main thread, within limits of time and memory. */
export async function compileBeside(folder?: string): Promise<Compiled> {
  const worker = new Worker(new URL('./compile-worker.ts', import.meta.url), {
    workerData: { folder, today: new Date().toISOString().slice(0, 10) },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT },
  })
  try {
    const [compiled] = await once(worker, 'message', { signal: AbortSignal.timeout(TIME_LIMIT) })
    return compiled
  } catch (error) {
    throw new CompileFailed(reasonOf(error), { cause: error })
  } finally {
    await worker.terminate()
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.name === 'AbortError' ? `The documents took more than ${TIME_LIMIT / 1000} s to compile.` : error.message
}
