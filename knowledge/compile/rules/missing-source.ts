import { type Corpus, eachSection, type Finding } from '../corpus.ts'
import { finding } from '../finding.ts'
import { sourceComments } from '../meaning.ts'

/** A node does not say which lines of the source articles it restates. */
export function missingSource(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)]
    .filter(({ section }) => sourceComments(section).length === 0)
    .map(({ draft, section }) =>
      finding(
        draft,
        section,
        'the node names no source; add `<!-- source: 000 L1-9 -->` under its heading, or `<!-- source: own -->`',
      ),
    )
}
