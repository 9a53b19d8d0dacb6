import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

/** The front matter is absent, no YAML, or YAML with more to it than texts and lists of texts. */
export function brokenFrontMatter({ documents, translations }: Corpus): Finding[] {
  return [...documents, ...translations].flatMap((draft) =>
    draft.frontMatter.problems.map((problem) =>
      finding(
        draft,
        problem,
        `the front matter cannot be read: ${problem.text}; see "The front matter" in knowledge/README.md`,
      ),
    ),
  )
}
