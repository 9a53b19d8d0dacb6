import { type Corpus, type Finding, isProcedure } from '../../compile/corpus.ts'
import type { Draft } from '../../compile/draft.ts'
import { finding, quote } from '../../compile/finding.ts'
import { textOf, textsOf } from '../../compile/front-matter.ts'
import { plain } from '../plain.ts'

/** Two topics claim one message of Windows or Office, and neither a code nor the product tells them apart. */
export function messageClaimedTwice({ documents }: Corpus): Finding[] {
  const claims = new Map<string, Draft[]>()
  return documents
    .filter((draft) => !isProcedure(draft))
    .flatMap((draft) =>
      textsOf(draft.frontMatter, 'messages').flatMap((message) => {
        const key = plain(message.text)
        const others = claims.get(key) ?? []
        claims.set(key, [...others, draft])
        const rival = others.find((other) => isRival(other, draft))
        if (!rival) return []
        return [
          finding(
            draft,
            message,
            `${rival.path} claims ${quote(message.text)} too; leave it to one, or give both a \`family\``,
          ),
        ]
      }),
    )
}

function isRival(one: Draft, other: Draft): boolean {
  const values = (draft: Draft, key: string) => textsOf(draft.frontMatter, key).map(({ text }) => text)
  const family = (draft: Draft) => textOf(draft.frontMatter, 'family') ?? draft.id
  const sameProduct = values(one, 'products').some((product) => values(other, 'products').includes(product))
  const haveCodes = values(one, 'codes').length > 0 && values(other, 'codes').length > 0
  return family(one) !== family(other) && sameProduct && !haveCodes
}
