import type { DialogGraph, Matcher } from '../knowledge/index.ts'

/**
 * Matches some texts of the documents, one between two turns of the event loop. The first pass through fresh code is
 * ten times as slow as the hundredth: let it not be a person's.
 */
export async function warmUp(matcher: Matcher, { topics }: DialogGraph): Promise<void> {
  for (const { title, phrases } of topics) {
    for (const text of [title, ...phrases.slice(0, 4).flatMap(({ texts }) => texts.slice(0, 1))]) {
      await new Promise((resolve) => setImmediate(resolve))
      matcher.match(text, { facts: {} })
    }
  }
}
