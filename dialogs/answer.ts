import { FACTS, type FactName, type FactValue } from '../knowledge/index.ts'
import { isWellFormed } from './commands.ts'
import { plainWords } from './intent.ts'
import type { Language } from './languages/index.ts'
import { likelyStatements } from './likely-statements.ts'
import type { Option } from './state.ts'

const LONGEST_ANSWER = 400

/** A yes-or-no in free words, `?` for "I don't know". */
export function hearYesNo(language: Language, text: string): boolean | '?' | undefined {
  const words = plainWords(text)
  if (words.length > LONGEST_ANSWER) return undefined
  const { YES, NO, UNSURE, NEGATION, AFFIRMATION, FILLER } = language.hear
  const parts = clauses(words.replace(FILLER, ''))
  const first = parts[0] ?? words
  if (UNSURE.test(words) || words === '?') return '?'
  if (NO.test(first)) return false
  if (YES.test(first)) return true
  if (parts.slice(1).some((part) => YES.test(part) && part.split(' ').length <= 2)) return true
  if (first.split(' ').length > FEW_WORDS || language.hear.TROUBLES.some(([, heard]) => heard.test(words)))
    return undefined
  if (NEGATION.test(first)) return false
  return AFFIRMATION.test(first) ? true : undefined
}

// A longer sentence tells something of its own; a small word in it is no answer.
const FEW_WORDS = 8

/** The yes or no that a text begins with; what comes behind it tells more, but answers nothing anew. */
export function hearPolarity(language: Language, text: string): boolean | undefined {
  const words = plainWords(text)
  const { YES, NO, FILLER, POLARITY } = language.hear
  const first = clauses(words.replace(FILLER, ''))[0] ?? ''
  if (!POLARITY.test(first)) return undefined
  return NO.test(first) ? false : YES.test(first) ? true : undefined
}

/** Tells whether a text begins with a yes or a no. */
export function beginsWithYesNo({ hear }: Language, text: string): boolean {
  const words = plainWords(text).slice(0, LONGEST_ANSWER).replace(hear.FILLER, '')
  return hear.YES.test(words) || hear.NO.test(words)
}

/** The option that free words mean: its label, its number, "the second", "the last". */
export function hearOption(language: Language, text: string, options: readonly Option[]): Option | undefined {
  const words = plainWords(text)
  if (words === '' || words.length > LONGEST_ANSWER) return undefined
  const exact = options.find(({ label }) => plainWords(label) === words)
  if (exact) return exact
  const said = labelIn(words, options)
  if (said) return said
  const number = /^(?:option |number |nr\.? ?|#)?(\d)\)?$/.exec(words)?.[1]
  if (number) return options[Number(number) - 1]
  const { ORDINALS, LAST } = language.hear
  // "The first code is 0x8007000D" counts codes, not options.
  if (words.length > 40 || /0x|\d{3}|\bcode\b/.test(words) || words.split(' ').length > 5) return undefined
  if (LAST.test(words)) return options.findLast(({ pick }) => pick.includes(':')) ?? options.at(-1)
  const ordinal = ORDINALS.findIndex((pattern) => pattern.test(words))
  return ordinal < 0 ? undefined : options[ordinal]
}

// "No, we use a MAK, I think": a whole label with a few words around it. The longest that fits is meant.
function labelIn(words: string, options: readonly Option[]): Option | undefined {
  const held = options
    .map((option) => ({ option, label: plainWords(option.label) }))
    .filter(
      ({ label }) => label.includes(' ') && words.length <= label.length + WORDS_AROUND && ` ${words} `.includes(label),
    )
  return held.sort((left, right) => right.label.length - left.label.length)[0]?.option
}

const WORDS_AROUND = 20

/**
 * The option whose own words, in its label or hint, the text uses, with how well they are met, from 0.5 to 1; none
 * unless one is clearly ahead.
 */
export function likest(language: Language, text: string, options: readonly Option[]): Likest | undefined {
  const said = new Set(wordsOf(language, text))
  if (said.size === 0 || options.length === 0) return undefined
  const worded = options.map((option) => ({ option, label: new Set(wordsOf(language, option.label)) }))
  const ranked = worded
    .map((one) => {
      const words = ownWords(language, one, worded)
      const score = lacksNumber(language, text, one.option) ? 0 : likeness(said, words)
      return { option: one.option, score, words: words.own.intersection(said).size }
    })
    .sort((left, right) => right.score - left.score)
  const [best, next] = ranked
  return best && best.score >= ENOUGH && best.score > (next?.score ?? 0) ? best : undefined
}

// "More will come" is not "5 or more".
function lacksNumber({ hear }: Language, text: string, { label }: Option): boolean {
  const number = hear.COMPARES.test(label) ? /\d+/.exec(label)?.[0] : undefined
  return number !== undefined && !new RegExp(`\\b${number}\\b`).test(text)
}

type Likest = { option: Option; score: number; words: number }

const ENOUGH = 0.5

// Half of what the label has of its own, or half of what was said: "can I do it per client" is "a setting on each PC".
function likeness(said: ReadonlySet<string>, { own, hinted }: OwnWords): number {
  const ownUsed = own.intersection(said).size
  const used = own.union(hinted).intersection(said).size
  // The words of a hint count when nothing else was said: "Non-existent domain".
  if (ownUsed === 0) return used > 1 && used === said.size ? 1 : 0
  const ofSaid = used / said.size
  // One word of several in a sentence about other things points at nothing.
  const isStray = ownUsed === 1 && own.size > 1 && said.size >= A_SENTENCE
  return isStray ? ofSaid : Math.max(ownUsed / own.size, ofSaid)
}

/** Words of an option that the label of no other one has. */
type OwnWords = { own: Set<string>; hinted: Set<string> }

type Worded = { option: Option; label: ReadonlySet<string> }

function ownWords(language: Language, { option, label }: Worded, all: readonly Worded[]): OwnWords {
  const { hint = '' } = option
  const isOwn = (word: string) => all.every((other) => other.option === option || !other.label.has(word))
  const own = new Set([...label].filter(isOwn))
  return { own, hinted: new Set(hint === '' ? [] : wordsOf(language, hint).filter(isOwn)) }
}

const A_SENTENCE = 5

function wordsOf({ hear }: Language, text: string): string[] {
  if (text.length > LONGEST_ANSWER) return []
  return plainWords(text)
    .split(/[^\p{L}\p{N}.]+/u)
    .map((word) => hear.SAME_WORDS[word] ?? word)
    .filter((word) => word.length > 1 && !hear.SMALL_WORDS.has(word))
}

/** Tells whether a no or a yes somewhere in a text can be about a question: it points back at it, or shares a word. */
export function isAbout(language: Language, text: string, about: readonly string[], part: 'any' | 'pointing'): boolean {
  const { CONTRACTED, GENERAL, POINTING } = language.hear
  const words = plainWords(text)
  const first = clauses(words)[0] ?? words
  const said = wordsOf(language, first.replace(CONTRACTED, ' ')).filter((word) => !GENERAL.has(word))
  if (said.length === 0 || (part === 'pointing' && POINTING.test(first))) return true
  const asked = new Set(about.flatMap((one) => wordsOf(language, one)))
  return said.some((word) => asked.has(word))
}

/** The answer of a clause that says the question over again as a statement: "the host key is (not) installed". */
export function hearEcho(language: Language, text: string, question: string): boolean | undefined {
  const asked = new Set(wordsOf(language, question))
  for (const clause of text.length > LONGEST_ANSWER ? [] : clauses(plainWords(text))) {
    const said = wordsOf(language, clause.replace(language.hear.NEGATION, ' '))
    const shared = said.filter((word) => asked.has(word))
    if (shared.length >= 2 && shared.length >= said.length * MOSTLY) return !language.hear.NEGATION.test(clause)
  }
  return undefined
}

const MOSTLY = 0.75

/** A value for a fact in free words, where no reader knew the fact: a host, a port, a number, a value of its list. */
export function hearValue(fact: FactName, text: string): FactValue | undefined {
  if (text.length > LONGEST_ANSWER) return undefined
  const type: { kind: string; values?: readonly string[] } = FACTS[fact].type
  if (type.kind === 'host') return hearHost(fact, text)
  if (type.kind === 'port') return numberIn(text, /\b(\d{2,5})\b/, fact)
  if (type.kind === 'integer') return numberIn(text, /(?<![\d.x])(\d{1,6})(?![\d.])/, fact)
  if (type.kind === 'number') return numberIn(text, /(-?\d+(?:\.\d+)?)/, fact)
  if (type.kind === 'choice') return hearListed(type.values ?? [], text)
  return undefined
}

function hearListed(values: readonly string[], text: string): string | undefined {
  const said = plainWords(text).split(/[^\p{L}\p{N}.]+/u)
  const heard = values.filter((value) => said.includes(value.toLowerCase()) || said.includes(`${value}bit`))
  return heard.length === 1 ? heard[0] : undefined
}

function numberIn(text: string, pattern: RegExp, fact: FactName): number | undefined {
  const number = pattern.exec(text)?.[1]
  return number !== undefined && isWellFormed(fact, number) ? Number(number) : undefined
}

/** The first word of a text that looks like the name or address of a host. */
export function hearHost(fact: FactName, text: string): string | undefined {
  const tokens = text
    .split(/[\s"'`,;()<>]+/)
    .map((token) => token.replace(/(?<![.:!?])[.:!?]+$/, '').replace(/:\d{1,5}$/, ''))
  const telling = tokens.find((token) => /^\d{1,3}(\.\d{1,3}){3}$/.test(token) || /[a-z0-9-]\.[a-z]/i.test(token))
  const word =
    telling ??
    tokens.find((token) => /^(?=[a-z_-]*\d)[a-z][a-z0-9_-]*$/i.test(token)) ??
    tokens.find((token) => /^[a-z0-9]+[-_][a-z0-9_-]+$/i.test(token))
  const host = word ?? /^\s*([a-z][a-z0-9_]*):\d{2,5}\s*$/i.exec(text)?.[1]
  return host && host.length > 1 && isWellFormed(fact, host) ? host : undefined
}

/** The host that a plain word names: it stands alone or is called one, and is no word of a sentence. */
export function hearName({ hear }: Language, text: string): string | undefined {
  if (text.length > LONGEST_ANSWER) return undefined
  const name =
    /^["'`]?([a-z][a-z0-9_]{1,62})["'`]?[.!]?$/i.exec(text.trim())?.[1] ??
    hear.HOST_NAMED.exec(text)
      ?.slice(1)
      .find((one) => one !== undefined)
  return name === undefined || hear.NO_NAME.test(name.toLowerCase()) ? undefined : name
}

/** What a text states by itself, clause by clause, or in its first clause only. */
export function hearStatements(language: Language, text: string, part: 'all' | 'first' = 'all'): Heard {
  const heard: Partial<Record<FactName, FactValue>> = {}
  const words = plainWords(text)
  if (words.length > LONGEST_ANSWER) return heard
  const likely = likelyStatements(language, words)
  if (likely.length === 0) return heard
  const said = clauses(words).map((clause) => clause.replace(language.hear.POLARITY, ''))
  for (const clause of part === 'all' ? said : said.slice(0, 1)) {
    for (const { fact, heard: pattern, is, value } of likely) {
      const found = fact in heard ? null : pattern.exec(clause)
      if (found === null || isAsked(language, clause, fact)) continue
      const stated = value ? value(found[1] ?? '') : (is ?? !language.hear.NEGATION.test(clause))
      if (stated !== undefined) heard[fact] = stated
    }
  }
  return heard
}

/** Tells whether a clause asks for what it seems to state; what somebody wants is told by a question, too. */
export function isAsked({ hear }: Language, clause: string, fact: FactName): boolean {
  const { ASKS, LEAD, YES_NO } = hear.QUESTION
  const words = clause.replace(LEAD, '')
  return fact === 'adminRights' ? ASKS.test(words) : !fact.endsWith('Wanted') && YES_NO.test(words)
}

/** Facts that words state. */
export type Heard = Readonly<Partial<Record<FactName, FactValue>>>

/** The clauses of plain words. */
export function clauses(words: string): string[] {
  return words
    .split(/(?:(?<!\s)\s+)?[,;.!?]\s+|(?<!\s)\s+(?:but|and|und|aber|actually|however)\s+/)
    .filter((clause) => clause !== '')
}
