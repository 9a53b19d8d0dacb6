import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { readSources, sourceComments } from '../meaning.ts'

/** More lines than one node can restate; a range that long proves nothing. */
const MOST_LINES = 60

/** A node names a source range that is too long to prove anything. */
export function sourceTooLong(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) =>
    sourceComments(section).flatMap((comment) =>
      readSources([comment]).flatMap((range) => {
        const lines = range ? range.lines[1] - range.lines[0] + 1 : 0
        if (lines <= MOST_LINES) return []
        return [
          finding(
            draft,
            comment,
            `the source range has ${lines} lines, at most ${MOST_LINES} are allowed; name the lines this node restates`,
          ),
        ]
      }),
    ),
  )
}
