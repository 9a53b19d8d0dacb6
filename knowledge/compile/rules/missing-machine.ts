import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { effective } from '../meaning.ts'

/** A command does not say on which machine it runs. */
export function missingMachine(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.commands
      .filter(({ settings }) => ![...settings, ...section.settings].some(({ key }) => key === 'on'))
      .filter((command) => effective(section, command).runOn === undefined)
      .map((command) =>
        finding(
          draft,
          command,
          'nobody knows where to run this; add `On: client` (kmsHost, dnsServer, any) to the first note, or `on=client` to the fence',
        ),
      ),
  )
}
