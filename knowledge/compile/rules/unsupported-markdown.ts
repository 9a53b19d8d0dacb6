import type { Corpus, Finding } from '../corpus.ts'
import { finding } from '../finding.ts'

const INSTEAD: Readonly<Record<string, string>> = {
  image: 'an image is shown nowhere; say in words what it shows',
  imageReference: 'an image is shown nowhere; say in words what it shows',
  linkReference: 'links by reference are not followed; write the target in round brackets',
  definition: 'links by reference are not followed; write the target in round brackets where it is used',
  footnoteReference: 'footnotes are shown nowhere; put the words where they belong',
  footnoteDefinition: 'footnotes are shown nowhere; put the words where they belong',
}

/** A document uses Markdown that a card cannot show. */
export function unsupportedMarkdown({ documents, translations }: Corpus): Finding[] {
  return [...documents, ...translations].flatMap((draft) =>
    draft.foreign.map((node) => finding(draft, node, `${INSTEAD[node.text]}`)),
  )
}
