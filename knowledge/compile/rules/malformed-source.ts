import type { Corpus, Finding } from '../corpus.ts'
import type { Draft, Words } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { textsOf } from '../front-matter.ts'
import { readSources, sourceComments } from '../meaning.ts'

/** A source range cannot be read. */
export function malformedSource({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    allSources(draft)
      .filter((source) => readSources([source]).includes(undefined))
      .map((source) =>
        finding(
          draft,
          source,
          `${quote(source.text)} is no source; write it as 000 L555-562, several with commas, or own`,
        ),
      ),
  )
}

function allSources({ frontMatter, sections }: Draft): Words[] {
  return [...textsOf(frontMatter, 'source'), ...sections.flatMap(sourceComments)]
}
