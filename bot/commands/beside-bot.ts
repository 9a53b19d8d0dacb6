import { ConfigError } from '../config.ts'
import { NotReady, StorageUnavailable } from '../store/index.ts'

/** A backup or a check that came out badly: the message is all there is to say. */
export class CommandFailed extends Error {
  readonly code = 'command-failed'
}

/** Runs a command that works beside a bot: 0 done, 1 not done, 2 misuse; `work` gives nothing back for misuse. */
export async function runBeside(usage: string, work: () => Promise<string | undefined>): Promise<void> {
  try {
    const said = await work()
    if (said !== undefined) process.stdout.write(`${said}\n`)
    else fail(usage, 2)
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (code.startsWith('ERR_PARSE_ARGS')) return fail(usage, 2)
    const isKnown = [ConfigError, NotReady, StorageUnavailable, CommandFailed].some((known) => error instanceof known)
    if (!isKnown) throw error
    fail((error as Error).message, 1)
  }
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = code
}
