import { type Corpus, eachSection, type Finding } from '../../compile/corpus.ts'
import { finding } from '../../compile/finding.ts'

/** Everybody may change a DNS zone, and no warning stands beside the line that allows it. */
export function anyMayUpdate(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    section.commands
      .filter(({ template }) => /\ballow-update\s*\{[^}]*\bany\b/i.test(template) && section.warnings.length === 0)
      .map((command) =>
        finding(
          draft,
          { line: command.line + 1, column: command.column },
          'this lets every machine change the zone; say so in a `> [!WARNING]`, or name the hosts that may',
        ),
      ),
  )
}
