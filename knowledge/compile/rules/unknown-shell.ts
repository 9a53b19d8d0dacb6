import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { isOneOf, SHELLS } from '../vocabulary.ts'

/** A fence has no language, or one that is no shell. */
export function unknownShell(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.commands
      .filter(({ language }) => !isOneOf(SHELLS, language))
      .map((command) =>
        finding(
          draft,
          command,
          `${quote(command.language)} is no shell; write cmd, powershell or dns behind the fence, or text for sample output`,
        ),
      ),
  )
}
