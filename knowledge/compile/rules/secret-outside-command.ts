import type { FactDefinition } from '../../facts.ts'
import { FACTS, isFactName } from '../../facts.ts'
import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { slotNames } from '../meaning.ts'

/** The slot of a secret stands in a sentence, where it could be shown filled. */
export function secretOutsideCommand({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    draft.texts.flatMap((words) =>
      slotNames(words.text)
        .filter(isSecret)
        .map((name) => finding(draft, words, `{${name}} is a secret and may stand in a command only; say it in words`)),
    ),
  )
}

function isSecret(name: string): boolean {
  if (!isFactName(name)) return false
  const definition: FactDefinition = FACTS[name]
  return definition.secret === true
}
