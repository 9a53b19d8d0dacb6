import type { Corpus, Finding } from '../../compile/corpus.ts'
import { finding } from '../../compile/finding.ts'
import { countWords } from '../count-words.ts'

/** About as many words as a person reads before a card says what to do. */
const MOST_WORDS = 60

/** What is wrong takes longer to say than a person with a red title bar reads. */
export function longSummary({ documents }: Corpus): Finding[] {
  return documents.flatMap((draft) => {
    const words = countWords(draft.summary)
    if (words <= MOST_WORDS) return []
    const message = `the summary has ${words} words; say in two sentences, ${MOST_WORDS} words at most, what is wrong`
    return [finding(draft, draft.texts[0] ?? draft, message)]
  })
}
