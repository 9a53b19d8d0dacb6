import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const NODE_VERSION = new URL('./commands/node-version.mjs', import.meta.url).href

/** What a child may take: megabytes for its objects, milliseconds from the question to the answer; and V8 flags of its own. */
export type ChildLimits = { megabytes: number; milliseconds: number; flags?: readonly string[] }

/** A process beside the bot's that answers one question; then its memory is the system's again. */
export type Child = {
  /** Rejects with `ChildFailed` when there is no answer within the limits. */
  ask: (question: unknown) => Promise<unknown>
  end: () => void
}

/** A child has no answer. The message says why. */
export class ChildFailed extends Error {
  readonly code = 'child-failed'
}

/** What a child sends: see `answerParent`. */
export type ChildAnswer = { answer: unknown } | { error: string }

/** Starts a child that loads its code while the bot loads its own. It ends with the bot, whatever that ends by. */
export function startChild(script: URL, limits: ChildLimits): Child {
  const child = fork(fileURLToPath(script), {
    execArgv: [`--max-old-space-size=${limits.megabytes}`, ...(limits.flags ?? []), '--import', NODE_VERSION],
    // Documents are from outside: what reads them has no use for the bot's secrets.
    env: bare(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  const answered = new Promise<unknown>((resolve, reject) => {
    child.once('message', (sent: ChildAnswer) => {
      if ('error' in sent) reject(new ChildFailed(sent.error))
      else resolve(sent.answer)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new ChildFailed(reasonOf(code, signal, limits))))
  })
  // It may die before it is asked.
  answered.catch(() => {})
  return { ask: (question) => ask(question), end }

  async function ask(question: unknown): Promise<unknown> {
    const seconds = limits.milliseconds / 1000
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new ChildFailed(`It took more than ${seconds} s.`)), limits.milliseconds)
    try {
      if (child.connected) child.send(question as object)
      return await Promise.race([answered, late])
    } catch (error) {
      end()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}

function bare(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(['DATA_DIR', 'CACHE_DIR', 'SystemRoot'].map((name) => [name, settings[name]]))
}

// V8 aborts when it cannot keep to its memory; a system that is short of it kills.
function reasonOf(code: number | null, signal: string | null, { megabytes }: ChildLimits): string {
  const isFull = signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134
  if (isFull) return `It needed more than ${megabytes} MB.`
  return signal ? `It was ended by ${signal}.` : `It stopped with code ${code}.`
}
