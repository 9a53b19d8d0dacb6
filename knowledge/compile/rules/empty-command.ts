import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A fence holds nothing. */
export function emptyCommand(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.commands
      .filter(({ lines }) => lines === 0)
      .map((command) => finding(draft, command, 'the fence is empty; write the command into it, or take it out')),
  )
}
