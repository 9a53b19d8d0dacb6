import { createInterface } from 'node:readline'

/**
 * Answers every JSON line of standard input with one JSON line on standard output, in order.
 * A line that cannot be read or answered gives `{"id":null,"error"}` and exit code 1 at the end.
 */
export async function answerLines(answer: (row: unknown) => unknown | Promise<unknown>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    process.stdout.write(`${JSON.stringify(await answerOne(line, answer))}\n`)
  }
}

async function answerOne(line: string, answer: (row: unknown) => unknown | Promise<unknown>): Promise<unknown> {
  try {
    return await answer(JSON.parse(line.replace(/^\uFEFF/, '')))
  } catch (error) {
    process.exitCode = 1
    return { id: null, error: error instanceof Error ? error.message : String(error) }
  }
}
