import type { Language } from './languages/index.ts'

/** Words that work anywhere in a conversation. */
export type Intent =
  | 'restart'
  | 'gather'
  | 'insult'
  | 'safe'
  | 'mean'
  | 'text'
  | 'back'
  | 'repeat'
  | 'skip'
  | 'next'
  | 'why'
  | 'how'
  | 'cannot'
  | 'help'
  | 'person'
  | 'failing'
  | 'worked'
  | 'solved'
  | 'thanks'

const LONGEST = 80

/** Hears a control word; a paste or a long sentence is never one. */
export function hearIntent(language: Language, text: string): Intent | undefined {
  if (text.trim().includes('\n')) return undefined
  const words = plainWords(text)
  if (words.length > LONGEST) return undefined
  return intentOf(language, words) ?? resultOf(language, words)
}

const intentOf = ({ hear }: Language, words: string): Intent | undefined =>
  hear.INTENTS.find(([, pattern]) => pattern.test(words))?.[0]

const RESULTS: readonly Intent[] = ['failing', 'worked', 'solved']

// "Done, same error" says what came of a step after it was done.
function resultOf(language: Language, words: string): Intent | undefined {
  const rest = words.replace(language.hear.RESULTS.DONE_FIRST, '')
  const result = rest === words ? undefined : (intentOf(language, rest) ?? intentOf(language, `now ${rest}`))
  return result !== undefined && RESULTS.includes(result) ? result : undefined
}

/** Lower case, straight apostrophes, single blanks, no punctuation at the ends. */
export function plainWords(text: string): string {
  const lower = text.slice(0, 4000).toLowerCase()
  const words = UNEVEN.test(lower)
    ? lower
        .replace(/[‘’ʼ´]/g, "'")
        .replace(/\s+/g, ' ')
        .trim()
    : lower
  return words.startsWith('?') && /^[?]+$/.test(words) ? '?' : trimEnds(words)
}

// Most texts have straight apostrophes and single blanks already.
const UNEVEN = /[‘’ʼ´]|[^\S ]|^ | $| {2}/

function trimEnds(words: string): string {
  const edges = ' .,!?;:'
  let from = 0
  let to = words.length
  while (from < to && edges.includes(words.charAt(from))) from += 1
  while (to > from && edges.includes(words.charAt(to - 1))) to -= 1
  return words.slice(from, to)
}
