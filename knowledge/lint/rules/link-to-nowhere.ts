import type { Corpus, Finding } from '../../compile/corpus.ts'
import { finding, quote } from '../../compile/finding.ts'

/** Top-level names that the public DNS never answers: RFC 2606, 6761 and 6762, and what intranets use. */
const RESERVED = /\.(?:example|invalid|test|localhost|local|internal|lan|corp|home|arpa)$/i
const EXAMPLES = /(?:^|\.)(?:example\.(?:com|net|org)|contoso\.com|fabrikam\.com)$/i

/** An https link whose host nobody can reach, or that was never completed. */
export function linkToNowhere({ documents, translations }: Corpus): Finding[] {
  return [...documents, ...translations].flatMap((draft) =>
    draft.links
      .filter(({ url }) => /^https:\/\/[^\s@]+$/i.test(url) && !leadsSomewhere(url))
      .map((link) =>
        finding(draft, link, `${quote(link.url)} leads nowhere; write the whole address of a public page`),
      ),
  )
}

function leadsSomewhere(address: string): boolean {
  const url = URL.parse(address)
  if (!url || /[{}<>]|%7B|\.\.\.|…|%E2%80%A6/i.test(address)) return false
  const name = url.hostname
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(name) && !RESERVED.test(name) && !EXAMPLES.test(name)
}
