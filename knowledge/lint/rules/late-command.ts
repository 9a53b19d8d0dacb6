import { type Corpus, eachSection, type Finding } from '../../compile/corpus.ts'
import type { Section } from '../../compile/draft.ts'
import { finding } from '../../compile/finding.ts'
import { countWords } from '../count-words.ts'

/** At most about so many words stand before the command on a card. */
const MOST_WORDS = 60

/** So many words stand before a step's first command that nobody gets to it. */
export function lateCommand(corpus: Corpus): Finding[] {
  return [...eachSection(corpus)].flatMap(({ draft, section }) => {
    const [first] = section.commands
    const words = wordsBefore(section)
    if (!first || words <= MOST_WORDS) return []
    return [
      finding(
        draft,
        first,
        `${words} words stand before this command; ${MOST_WORDS} are enough: shorten, or part the step`,
      ),
    ]
  })
}

/**
 * The body is shown above the items, wherever it stands in the document. Items before the command are things to do
 * themselves, and tables are looked up, not read.
 */
function wordsBefore({ body, items }: Section): number {
  const own = items.find(({ commands }) => commands.length > 0)
  const texts = [...body.filter((text) => !text.startsWith('|')), own?.text ?? '']
  return texts.reduce((sum, text) => sum + countWords(text), 0)
}
