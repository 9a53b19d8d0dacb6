import type { Corpus, Finding } from '../../compile/corpus.ts'
import { finding, quote } from '../../compile/finding.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** `March 2021`, `March 3, 2021`, `3 March 2021`, `2021-03`, `2021-03-14`, `2021`. */
const DATE = `(?:\\d{1,2} )?(?:(?<month>${MONTHS.join('|')})[a-z]*\\.?(?: \\d{1,2},)? )?(?<year>20\\d\\d)(?:-(?<number>\\d\\d))?`
// The preposition tells a year from a product: what will run on Office 2016 announces nothing.
const ANNOUNCED = new RegExp(
  `\\b(?:will|planned|upcoming|scheduled|is going to)\\b[^.!?]{0,80}?\\b(?:in|by|on|from|until|before|after) ${DATE}`,
  'gi',
)
const CHECKED = new RegExp(
  `\\b(?:as of|checked|last (?:checked|reviewed|updated|verified)|currently)[:,(]? ?\\(?(?:on |in )?${DATE}`,
  'gi',
)
/** What was checked longer ago than this may have changed. */
const MONTHS_VALID = 24

/** A document announces what lies in the past by now, or rests on a check that is two years old. */
export function staleDate({ documents, today }: Corpus): Finding[] {
  if (today === undefined) return []
  const now = monthsOf(today.slice(0, 4), Number(today.slice(5, 7)) - 1)
  return documents.flatMap((draft) =>
    draft.texts.flatMap((words) => [
      ...datesBefore(words.text, ANNOUNCED, now).map((said) =>
        finding(draft, words, `${quote(said)} is past; say what is true today`),
      ),
      ...datesBefore(words.text, CHECKED, now - MONTHS_VALID).map((said) =>
        finding(draft, words, `${quote(said)} is more than two years ago; check it again, and name the new date`),
      ),
    ]),
  )
}

function datesBefore(text: string, pattern: RegExp, before: number): string[] {
  return [...text.replace(/\s+/g, ' ').matchAll(pattern)].flatMap(({ 0: said, groups = {} }) => {
    const { month, year, number } = groups
    const index = month === undefined ? Number(number ?? 12) - 1 : MONTHS.indexOf(month.toLowerCase())
    return monthsOf(year, index) < before ? [said] : []
  })
}

function monthsOf(year: string | undefined, month: number): number {
  return Number(year) * 12 + month
}
