import type { Corpus, Finding } from '../../compile/corpus.ts'
import { finding, quote } from '../../compile/finding.ts'

/** Where Microsoft's pages used to lie; most of these addresses lead to a start page by now. */
const RETIRED =
  /^https:\/\/(?:(?:[a-z-]+\.)*(?:technet|msdn)\.(?:microsoft\.)?com|docs\.microsoft\.com|social\.microsoft\.com|connect\.microsoft\.com|gallery\.technet\.microsoft\.com|support\.microsoft\.com\/(?:[a-z-]+\/)?(?:kb\/|default\.aspx)|go\.microsoft\.com\/fwlink|(?:www\.)?microsoft\.com\/technet|support2\.microsoft\.com|office\.microsoft\.com)/i

/** A link leads to a site that Microsoft has closed. */
export function retiredLink({ documents, translations }: Corpus): Finding[] {
  return [...documents, ...translations].flatMap((draft) =>
    draft.links
      .filter(({ url }) => RETIRED.test(url))
      .map((link) =>
        finding(
          draft,
          link,
          `${quote(link.url)} lies on a site that was closed; name the page of today, or say it in words`,
        ),
      ),
  )
}
