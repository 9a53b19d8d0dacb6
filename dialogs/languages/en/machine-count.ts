const SMALL =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
const WORDS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(SMALL.split(' ').map((word, index) => [word, index + 1])),
  thirty: 30,
  forty: 40,
  fifty: 50,
  'a hundred': 100,
  'half a dozen': 6,
  'a dozen': 12,
  'two dozen': 24,
  'a couple of': 2,
}
const WORD = Object.keys(WORDS)
  .sort((left, right) => right.length - left.length)
  .join('|')
// Office 2010, Windows 11 and 64-bit are no counts of PCs.
const MACHINES = `(\\d{1,5}|${WORD}) (?:(?:of us|people|users|employees|colleagues|persons|staff|teachers|seats)\\b|(?!bits?\\b|-?bit\\b|of\\b)(?:(?!of\\b|and\\b|or\\b)[\\w.-]+ ){0,3}?(?:clients?|pcs?|computers?|machines?|desktops?|laptops?|notebooks?|workstations?|servers?|vms?|tablets?)\\b)(?! (?:has (?:it|this|that|the (?:error|problem|message))|(?:\\w+ )?(?:fail|show|get|report|say|can ?not|can't|do not|don't|are affected|affected|complain)))`
const BEFORE =
  "(?:we have|we've|we got|we are|we're|has|have|there are|there're|there is|only|just|all|of|with|pilot|lab|these|those|our|on|about|around|total|maybe|perhaps|roughly|approximately|us)"

/** How many machines there are, told in figures or in words: "we have about 3 machines", "only four of us". */
export const MACHINES_TOLD = new RegExp(
  `(?<!\\b(?:than|least|needs?|requires?|minimum|windows|office|trouble|problems?|issues?) (?:with )?)(?:\\b${BEFORE} |^)(?:about |around |just |only |exactly |roughly |some |maybe |perhaps )*${MACHINES}`,
)

/** The number that stands in figures or in a word; a year is none. */
export function machines(caught: string): number | undefined {
  const number = WORDS[caught] ?? Number(caught)
  return number > 0 && !(number >= 2003 && number <= 2030) ? number : undefined
}

const WRITTEN = new RegExp(
  `^((?:[a-z']+ ){0,4}?)(?<!\\b(?:no|this|that|which|the|any) )(${WORD})((?: (?:so far|now|today|only|in total|all in all|of them|at most|or so|pcs?|clients?|machines?|computers?|users?|people|of us))*)$`,
)

const MOVED = /\bfrom \d{1,5} (?:up |down )?to (\d{1,5})\b/g

/** A short answer with its number in figures, the last one where it moved: "about twenty" is "about 20". */
export function withFigures(words: string): string {
  return words
    .replace(MOVED, '$1')
    .replace(WRITTEN, (_, before: string, word: string, after: string) => `${before}${WORDS[word]}${after}`)
}

/** Tells whether a number went up: "2 to 3". */
export function rises(caught: string): boolean | undefined {
  const [from, to] = caught.split(/\D+/).map(Number)
  return from === undefined || to === undefined ? undefined : to > from
}
