import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'

import { fold } from './fold.ts'
import { scanWords } from './words.ts'

/** The words of a text in the form in which they are compared: folded and stemmed. Codes and hosts are left out. */
export function stemWords(text: string): string[] {
  return scanWords(fold(text)).flatMap(({ text: word }) => (word.startsWith('<') ? [] : [stemmer.stem(word)]))
}
