import type { Corpus, Finding } from '../corpus.ts'
import { finding, quote } from '../finding.ts'
import { textsOf } from '../front-matter.ts'

/** A code of the front matter is not written as `0x` and eight upper-case hex digits, or `0x0` for success. */
export function malformedCode({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) =>
    textsOf(draft.frontMatter, 'codes')
      .filter(({ text }) => !/^0x(?:[0-9A-F]{8}|0)$/.test(text))
      .map((code) =>
        finding(
          draft,
          code,
          `${quote(code.text)} is no code; write 0x and eight digits in upper case, such as 0xC004F074`,
        ),
      ),
  )
}
