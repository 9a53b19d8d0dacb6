import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A command stands in a quote or a nested list, where the bot does not find it. */
export function strayCommand({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    draft.strayCommands.map((place) =>
      finding(
        draft,
        place,
        'this command would never be offered; put it under an item of a numbered list or under the heading, or mark it text',
      ),
    ),
  )
}
