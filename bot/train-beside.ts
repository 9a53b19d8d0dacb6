import type { DialogGraph, Lexicon, Model } from '../knowledge/index.ts'
import { startChild } from './child.ts'

/** What a training may take; that of the documents that come with the bot takes three seconds and 250 MB. */
const LIMITS = { megabytes: 512, milliseconds: 120_000 }

/** What the trainer's process is asked. */
export type TrainTask = { graph: DialogGraph; lexicon: Lexicon }

/** Trains the classifier in a process of its own. */
export async function trainBeside(graph: DialogGraph, lexicon: Lexicon): Promise<Model> {
  const task: TrainTask = { graph, lexicon }
  return (await startChild(new URL('./train-worker.ts', import.meta.url), LIMITS).ask(task)) as Model
}
