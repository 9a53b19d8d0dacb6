import { type Corpus, eachSection, type Finding } from '../../compile/corpus.ts'
import { finding } from '../../compile/finding.ts'
import { LONGEST_COMMAND } from '../each-invocation.ts'

/** A command is longer than the Windows command line takes. */
export function overlongCommand(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.commands
      .filter(({ template, lines }) => lines === 1 && template.length > LONGEST_COMMAND)
      .map((command) =>
        finding(
          draft,
          command,
          `the command has ${command.template.length} characters, Windows takes ${LONGEST_COMMAND}`,
        ),
      ),
  )
}
