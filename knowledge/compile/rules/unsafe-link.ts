import type { Corpus, Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { isInternal } from '../read-list.ts'

/** A link leaves the documents by another way than https. */
export function unsafeLink({ documents, translations }: Corpus): Finding[] {
  return [...documents, ...translations].flatMap((draft) =>
    draft.links
      .filter(({ url }) => !isInternal(url) && !/^https:\/\/[^\s@]+$/i.test(url))
      .map((link) =>
        finding(draft, link, `a link to ${quote(link.url)} is not safe to show; link a document, or an https address`),
      ),
  )
}
