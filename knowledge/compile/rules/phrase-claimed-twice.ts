import { type Corpus, type Finding, isProcedure } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { textOf, textsOf } from '../front-matter.ts'

/** Two topics of different families have the same phrase, so that it tells nothing. */
export function phraseClaimedTwice({ documents }: Corpus): Finding[] {
  const claims = new Map<string, { path: string; family: string }>()
  return documents
    .filter((draft) => !isProcedure(draft))
    .flatMap((draft) => {
      const family = textOf(draft.frontMatter, 'family') ?? draft.id
      return textsOf(draft.frontMatter, 'phrases').flatMap((phrase) => {
        const key = phrase.text.toLowerCase()
        const first = claims.get(key)
        if (!first) claims.set(key, { path: draft.path, family })
        if (!first || first.path === draft.path || first.family === family) return []
        return [
          finding(
            draft,
            phrase,
            `${first.path} has the phrase ${quote(phrase.text)} too; keep it where it is meant, or word it apart`,
          ),
        ]
      })
    })
}
