import { Worker } from 'node:worker_threads'

import type { DialogGraph, Model } from '../knowledge/index.ts'

/** Trains the classifier beside the main thread. */
export function trainBeside(graph: DialogGraph, words: string): Promise<Model> {
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: { graph, words } })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The training stopped with code ${code}.`)))
  })
}
