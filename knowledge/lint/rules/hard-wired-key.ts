import type { Corpus, Finding } from '../../compile/corpus.ts'
import type { Draft, Words } from '../../compile/draft.ts'
import { finding } from '../../compile/finding.ts'
import { publishedKey } from '../../evidence/published-keys.ts'

const KEY = /\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}\b/gi
const FENCE = /^ *(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^ *\1/gm

/** A product key that Microsoft does not publish stands in a document, for everybody to read. */
export function hardWiredKey({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    wordsOf(draft).flatMap((words) =>
      [...words.text.matchAll(KEY)]
        .filter(([key]) => !publishedKey(key.replaceAll('-', '')) && !/^(.)\1{4}(?:-\1{5}){4}$/.test(key))
        .map(([key]) =>
          finding(
            draft,
            words,
            `a product key that ends in ${key.slice(-5)} is no published setup key; use {setupKey}, {makKey} or {kmsHostKey}`,
          ),
        ),
    ),
  )
}

function wordsOf({ frontMatter, texts, sections }: Draft): Words[] {
  return [
    ...frontMatter.entries.flatMap(({ values }) => values),
    ...texts,
    ...sections.flatMap(({ commands }) =>
      commands.map(({ template, line, column }) => ({ text: template, line: line + 1, column })),
    ),
    // Sample output is no prose; a document does not say where in its section it stands.
    ...sections.flatMap(({ body, items, commands, line, column }) =>
      [...body, ...items.map(({ text }) => text), ...commands.map(({ expect }) => expect ?? '')]
        .flatMap((text) => [...text.matchAll(FENCE)])
        .map(([, , text = '']) => ({ text, line, column })),
    ),
  ]
}
