import { CODES } from '../../codes.ts'
import type { Corpus, Finding } from '../../compile/corpus.ts'
import type { Draft, Words } from '../../compile/draft.ts'
import { finding } from '../../compile/finding.ts'
import { textsOf } from '../../compile/front-matter.ts'

/** An error code has its high bit set, or is one of the informational codes of licensing. */
const CODE = /\b0x(?:[89A-F][0-9A-F]{7}|4004[0-9A-F]{4})\b/gi

/** A document speaks of a code for which there is neither a topic nor an entry: who asks for it gets nowhere. */
export function unknownCode({ documents }: Corpus): Finding[] {
  const claimed = new Set(documents.flatMap(({ frontMatter }) => textsOf(frontMatter, 'codes').map(({ text }) => text)))
  return documents.flatMap((draft) =>
    wordsOf(draft).flatMap((words) =>
      [...words.text.matchAll(CODE)]
        .map(([code]) => `0x${code.slice(2).toUpperCase()}`)
        .filter((code) => !claimed.has(code) && !CODES.has(code))
        .map((code) =>
          finding(
            draft,
            words,
            `nothing is known about ${code}; correct it, or add it to a topic or knowledge/data/codes.json`,
          ),
        ),
    ),
  )
}

function wordsOf({ texts, sections }: Draft): Words[] {
  const commands = sections.flatMap((section) => section.commands)
  return [...texts, ...commands.map(({ template, line, column }) => ({ text: template, line: line + 1, column }))]
}
