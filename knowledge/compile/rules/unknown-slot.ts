import { FACTS, isFactName } from '../../facts.ts'
import type { Corpus, Finding } from '../corpus.ts'
import type { Draft, Words } from '../draft.ts'
import { finding } from '../finding.ts'
import { slotNames } from '../meaning.ts'
import { didYouMean } from '../nearest.ts'

/** A command or a sentence has a slot that no fact fills. */
export function unknownSlot({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    [...commandsOf(draft), ...draft.texts].flatMap((words) =>
      slotNames(words.text)
        .filter((name) => !isFactName(name))
        .map((name) =>
          finding(
            draft,
            words,
            `no fact fills the slot {${name}}${didYouMean(name, Object.keys(FACTS), 'declare it in knowledge/facts.ts')}`,
          ),
        ),
    ),
  )
}

function commandsOf({ sections }: Draft): Words[] {
  return sections.flatMap(({ commands }) =>
    commands.map(({ template, line, column }) => ({ text: template, line: line + 1, column })),
  )
}
