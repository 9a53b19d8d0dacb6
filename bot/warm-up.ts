import type { DialogGraph, Matcher } from '../knowledge/index.ts'

/** What people paste is longer than what they write, so that it passes through code of its own. */
const PASTE = 8_000

/**
 * Matches some texts of the documents, one between two turns of the event loop. The first pass through fresh code is
 * ten times as slow as the hundredth: let it not be a person's.
 */
export async function warmUp(matcher: Matcher, graph: DialogGraph): Promise<void> {
  for (const { title, phrases } of graph.topics) {
    for (const text of [title, ...phrases.slice(0, 4).flatMap(({ texts }) => texts.slice(0, 1))]) {
      await new Promise((resolve) => setImmediate(resolve))
      matcher.match(text, { facts: {} })
    }
  }
  for (const paste of pastesOf(graph)) {
    await new Promise((resolve) => setImmediate(resolve))
    matcher.match(paste, { facts: {} })
  }
}

/** Codes and messages as tools print them, and the outputs that commands are expected to have. */
function pastesOf({ topics, nodes }: DialogGraph): string[] {
  const printed = topics.flatMap(({ codes, messages }) => [
    ...codes.map((code) => `ERROR CODE: ${code}`),
    ...messages.map((message) => `ERROR DESCRIPTION: ${message}`),
  ])
  const expected = Object.values(nodes).flatMap(({ commands }) => commands.flatMap(({ expect }) => expect ?? []))
  const pastes: string[] = []
  for (const line of [...printed, ...expected]) {
    const last = pastes.at(-1)
    if (last === undefined || last.length + line.length > PASTE) pastes.push(line)
    else pastes[pastes.length - 1] = `${last}\n${line}`
  }
  return pastes
}
