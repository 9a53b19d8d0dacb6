import type { Compiled, Lexicon, Prepared } from '../knowledge/index.ts'
import { startChild } from './child.ts'

/** What a compilation may take; the documents that come with the bot take a second and 250 MB. */
// Its code runs for a second: to optimise it takes half of that again (measured: 2.8 s of processor time, 1.9 s without),
// and a large young generation saves a tenth.
const LIMITS = {
  megabytes: 512,
  milliseconds: 10_000,
  flags: ['--no-opt', '--min-semi-space-size=32', '--max-semi-space-size=64'],
}

/** The documents could not be compiled at all. The message says why, for whoever asked. */
export class CompileFailed extends Error {
  readonly code = 'compile-failed'
}

/** The compiled documents and the lexicon. */
export type CompiledKnowledge = Compiled & {
  lexicon: Lexicon
  /** The hash of the lexicon's text. */
  wording: string
  /** What a matcher without a model is built from, where that was asked for. */
  prepared?: Prepared
}

/** What the compiler's process is asked. */
export type CompileTask = { folder?: string | undefined; today: string; prepare: boolean }

export type CompileOptions = {
  /** The bot has no matcher yet: find also what one without a model is built from. */
  prepare?: boolean
  /** Others go on being served: the documents get the time of a healthy compilation and no more. */
  isReload?: boolean
}

// A bot that starts has nothing else to serve: on a machine that is busy with other things it waits longer.
const AT_START = { ...LIMITS, milliseconds: 60_000 }

/** Compiles a folder of documents in a process of its own, within limits of time and memory. */
export async function compileBeside(folder?: string, options: CompileOptions = {}): Promise<CompiledKnowledge> {
  const { prepare = false, isReload = false } = options
  const compiler = startChild(new URL('./compile-worker.ts', import.meta.url), isReload ? LIMITS : AT_START)
  try {
    const task: CompileTask = { folder, today: new Date().toISOString().slice(0, 10), prepare }
    return (await compiler.ask(task)) as CompiledKnowledge
  } catch (error) {
    throw new CompileFailed(`The documents could not be compiled. ${reasonOf(error)}`, { cause: error })
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
