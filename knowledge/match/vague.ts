import { CODES } from '../codes.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Case } from './case.ts'

/** The text says that activation fails, and nothing that tells why. */
export function isBare({ analysis, evidence }: Case, { bare }: Lexicon): boolean {
  if (evidence.codes.length > 0 || evidence.readings.some(({ products }) => products)) return false
  const content = analysis.terms.filter((term, index) => !term.filler && !analysis.paths[index])
  if (!content.some(({ anchor }) => anchor)) return false
  return content.every(({ word, product }) => product || bare.has(word) || /^\d{1,2}$/.test(word))
}

const FEWEST_WORDS = 2
// "KMS error, please help" says no more than "error, please help".
const METHODS = new Set(['kms', 'mak'])
const TROUBLE = new Set(['error', 'errors', 'problem', 'problems', 'issue', 'issues', 'trouble', 'help'])
// How many there are, that the others are well, and who asks tell nothing of the cause.
const CIRCUMSTANCE = new Set(
  'against never not others rest single neighbour neighbours neighbors fine refuse refuses admin administrator am me you tell'.split(
    ' ',
  ),
)
const DENIAL = new Set(['never', 'not', 'refuse', 'refuses', 'fail', 'fails'])

/** The text has hardly a word to go by: what little it says is in every text. */
export function isThin({ analysis, anchors }: Case, { bare }: Lexicon): boolean {
  const content = analysis.terms.filter(({ filler, product }) => !filler && !product)
  if (anchors === 0) return content.length < FEWEST_WORDS
  const says = (words: ReadonlySet<string>) => analysis.terms.some(({ word }) => words.has(word))
  const isTrouble = says(TROUBLE) || (says(DENIAL) && analysis.terms.some(({ word }) => /^activat/.test(word)))
  const isVain = (word: string) =>
    METHODS.has(word) || CIRCUMSTANCE.has(word) || bare.has(word) || /^\d{1,4}$/.test(word)
  return isTrouble && content.every(({ word }) => isVain(word))
}

// The first digits of a code, or the last four as people say them.
const HEAD = /^(?:0x)?([48c]00[0-9a-f]{1,4})$/
const PREFIX = /^0x[0-9a-f]{0,2}$/
const TAIL = /^(?:0x)?(?:\.{2,3}|x+)?([fc]0[0-9a-f]{2})$/

/** Codes that a piece of one may stand for; nothing where no piece stands there. A long text must write it as a code. */
export function codesOfPiece(text: string, isShort = true): string[] | undefined {
  for (const run of text.split(/[^a-z0-9]+/, MOST_RUNS)) {
    if (run.length > LONGEST) continue
    const head = HEAD.exec(run)?.[1]
    if (head && (isShort || run.startsWith('0x'))) return codesWhere((code) => code.startsWith(head))
    const tail = TAIL.exec(run)?.[1]
    if (tail && isShort) return codesWhere((code) => code.endsWith(tail))
    if (PREFIX.test(run) && isShort) return codesWhere((code) => code.startsWith(run.slice(2)))
  }
  return undefined
}

const MOST_RUNS = 200
const LONGEST = 16

function codesWhere(test: (digits: string) => boolean): string[] {
  return [...CODES.keys()].filter((code) => test(code.slice(2).toLowerCase()))
}
