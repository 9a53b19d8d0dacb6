import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'
import type { Lexicon } from '../lexicon.ts'
import { fold } from './fold.ts'
import type { Spelling } from './spelling.ts'
import { scanWords, type Word } from './words.ts'

/** A word in the form it is matched: English, spelled right, stemmed. */
export type Term = {
  /** The English word, spelled right. */
  word: string
  stem: string
  concepts: readonly string[]
  /** Says nothing about the subject. */
  filler: boolean
  /** Says that the text is about activation. */
  anchor: boolean
  /** Occurs in the documents or the lexicon. */
  known: boolean
  /** Names a product and nothing else. */
  product: boolean
}

/** A text in terms, with the words they came from. */
export type Analysis = { folded: string; words: Word[]; terms: Term[]; at: number[]; paths: boolean[] }

export type Analyser = { analyse(text: string): Analysis; term(word: string): Term }

/** What an analyser knows of the domain's words: nothing when it is built to find them. */
export type Vocabulary = { known: Set<string>; correct: Spelling; isEnglish(word: string): boolean }

const CONTRACTIONS: Record<string, string[]> = {
  cannot: ['can', 'not'],
  cant: ['can', 'not'],
  wont: ['will', 'not'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  isnt: ['is', 'not'],
  didnt: ['did', 'not'],
  arent: ['are', 'not'],
  wasnt: ['was', 'not'],
  hasnt: ['has', 'not'],
  havent: ['have', 'not'],
  couldnt: ['could', 'not'],
  wouldnt: ['would', 'not'],
  unable: ['can', 'not'],
  dosent: ['does', 'not'],
  doesent: ['does', 'not'],
  dosnt: ['does', 'not'],
  nothin: ['nothing'],
  nongenuine: ['non', 'genuine'],
  licence: ['license'],
  licences: ['licenses'],
  licenced: ['licensed'],
  licencing: ['licensing'],
  unlicenced: ['unlicensed'],
  im: [],
  ive: [],
  its: [],
  thats: [],
  whats: ['what'],
  hows: ['how'],
  powershell: ['powershell'],
  activations: ['activations'],
}
const MOST_CACHED = 20_000

/** Builds the analyser that documents and utterances go through alike. */
export function createAnalyser(lexicon: Lexicon, vocabulary?: Vocabulary): Analyser {
  const terms = new Map<string, Term[]>()
  const single = new Map<string, Term>()

  function term(word: string): Term {
    const cached = single.get(word)
    if (cached) return cached
    const made = makeTerm(word, lexicon, vocabulary)
    if (single.size > MOST_CACHED) single.clear()
    single.set(word, made)
    return made
  }

  function lookup(word: string): Term[] {
    const cached = terms.get(word)
    if (cached) return cached
    const found = resolve(word, lexicon, vocabulary).map(term)
    if (terms.size > MOST_CACHED) terms.clear()
    terms.set(word, found)
    return found
  }

  return {
    term,
    analyse(text) {
      const folded = fold(text)
      const words = scanWords(folded)
      const analysis: Analysis = { folded, words, terms: [], at: [], paths: [] }
      for (const word of words) {
        for (const one of lookup(word.text)) {
          analysis.terms.push(one)
          analysis.at.push(word.at)
          analysis.paths.push(word.path)
        }
      }
      return analysis
    },
  }
}

function makeTerm(word: string, lexicon: Lexicon, vocabulary: Vocabulary | undefined): Term {
  const concepts = lexicon.concepts.get(word) ?? []
  const { office, windows } = lexicon.products
  return {
    word,
    stem: word.startsWith('<') ? word : stemmer.stem(word),
    concepts,
    filler: lexicon.fillers.has(word) && concepts.length === 0,
    anchor: lexicon.anchors.has(word),
    known: concepts.length > 0 || lexicon.anchors.has(word) || (vocabulary?.known.has(word) ?? false),
    product: office.names.has(word) || windows.names.has(word) || word === 'ospp' || word === 'slmgr',
  }
}

/** The English words a word stands for. */
function resolve(word: string, lexicon: Lexicon, vocabulary: Vocabulary | undefined): string[] {
  if (word.startsWith('<')) return [word]
  const plain = word.replace(/'s$/, '').replaceAll("'", '')
  const contraction = Object.hasOwn(CONTRACTIONS, plain) ? CONTRACTIONS[plain] : undefined
  if (contraction) return contraction
  if (/n't$/.test(word)) return [word.slice(0, -3), 'not']
  if (plain.length > 60 || !/^[a-z0-9]+$/.test(plain)) return translate(plain, lexicon) ?? [plain]
  if (isKnown(plain, lexicon, vocabulary)) return [plain]
  const translated = translate(plain, lexicon)
  if (translated) return translated
  const numbered = /^([a-z]{3,})(\d{1,4})$/.exec(plain)
  if (numbered && isKnown(numbered[1] ?? '', lexicon, vocabulary)) return [numbered[1] ?? '', numbered[2] ?? '']
  if (!vocabulary || vocabulary.isEnglish(plain)) return [plain]
  const corrected = vocabulary.correct(plain)
  return corrected === undefined
    ? [plain]
    : ((Object.hasOwn(CONTRACTIONS, corrected) ? CONTRACTIONS[corrected] : undefined) ?? [corrected])
}

function isKnown(word: string, lexicon: Lexicon, vocabulary: Vocabulary | undefined): boolean {
  return (
    lexicon.fillers.has(word) ||
    lexicon.concepts.has(word) ||
    lexicon.anchors.has(word) ||
    (vocabulary?.known.has(word) ?? false)
  )
}

const IDEOGRAPHIC = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/
const LONGEST_ENTRY = 16

function translate(word: string, { glossary }: Lexicon): string[] | undefined {
  if (IDEOGRAPHIC.test(word)) return segment(word, glossary)
  const whole = glossary.get(word)
  if (whole !== undefined) return whole.split(' ')
  for (let length = Math.min(word.length, 32); length >= 4; length -= 1) {
    const english = glossary.get(`${word.slice(0, length)}*`)
    if (english !== undefined) return english.split(' ')
  }
  return undefined
}

/** Writing without spaces: the longest entry at each place, and pairs of characters where there is none. */
function segment(word: string, glossary: Map<string, string>): string[] {
  const found: string[] = []
  let index = 0
  while (index < word.length) {
    let length = Math.min(LONGEST_ENTRY, word.length - index)
    while (length > 1 && !glossary.has(word.slice(index, index + length))) length -= 1
    const english = glossary.get(word.slice(index, index + length))
    if (english !== undefined) found.push(...english.split(' '))
    else if (index + 1 < word.length) found.push(word.slice(index, index + 2))
    index += english === undefined ? 1 : length
  }
  return found
}
