import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** A fence holds more than one command line, so that it cannot be copied and verified as one. */
export function severalLinesInCommand(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.commands
      .filter(({ lines }) => lines > 1)
      .map((command) =>
        finding(draft, command, `the fence holds ${command.lines} lines; write one fence for each command`),
      ),
  )
}
