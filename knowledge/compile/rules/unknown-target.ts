import { type Corpus, type Finding, nameOf, targetOf } from '../corpus.ts'
import type { Draft, Link } from '../draft.ts'
import { finding, quote } from '../finding.ts'
import { didYouMean } from '../nearest.ts'

/** A link leads to a document or a heading that does not exist. */
export function unknownTarget(corpus: Corpus): Finding[] {
  return [...corpus.documents, ...corpus.translations].flatMap((draft) =>
    allLinks(draft).flatMap((link) => {
      const name = nameOf(draft, link.url)
      if (name === undefined || targetOf(corpus, draft, link.url) !== undefined) return []
      return [finding(draft, link, messageFor(corpus, name))]
    }),
  )
}

function allLinks({ links, sections }: Draft): Link[] {
  const fences = sections.flatMap(({ commands }) => commands.flatMap(({ settings }) => settings))
  return [...links, ...fences.flatMap(({ link }) => link ?? [])]
}

function messageFor({ names }: Corpus, name: string): string {
  const [document = ''] = name.split('#', 1)
  const inside = name.includes('#') && names.has(document)
  const candidates = [...names.keys()].filter((one) => (inside ? one.startsWith(`${document}#`) : !one.includes('#')))
  const missing = inside ? name : document
  const what = inside ? 'node' : 'document'
  return `no ${what} is called ${quote(missing)}${didYouMean(missing, candidates, 'write it, or link to another one')}`
}
