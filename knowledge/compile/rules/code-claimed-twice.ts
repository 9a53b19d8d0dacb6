import { type Corpus, type Finding, isProcedure } from '../corpus.ts'
import type { Draft } from '../draft.ts'
import { finding } from '../finding.ts'
import { textsOf } from '../front-matter.ts'

/** Two topics claim one code for one product and one machine, so that the code decides nothing. */
export function codeClaimedTwice({ documents }: Corpus): Finding[] {
  const claims = new Map<string, Draft[]>()
  return documents
    .filter((draft) => !isProcedure(draft))
    .flatMap((draft) =>
      textsOf(draft.frontMatter, 'codes').flatMap((code) => {
        const others = claims.get(code.text) ?? []
        claims.set(code.text, [...others, draft])
        const other = others.find((one) => one !== draft && rivals(one, draft))
        if (!other) return []
        return [
          finding(
            draft,
            code,
            `${code.text} is claimed by ${other.path} for the same product; give it to one topic, or part them by roles`,
          ),
        ]
      }),
    )
}

function rivals(one: Draft, other: Draft): boolean {
  const roles = [one, other].map(({ frontMatter }) => textsOf(frontMatter, 'roles'))
  const partedByRoles = roles.every((list) => list.length > 0) && !share(one, other, 'roles')
  return share(one, other, 'products') && !partedByRoles
}

function share(one: Draft, other: Draft, key: string): boolean {
  const texts = textsOf(other.frontMatter, key).map(({ text }) => text)
  return textsOf(one.frontMatter, key).some(({ text }) => texts.includes(text))
}
