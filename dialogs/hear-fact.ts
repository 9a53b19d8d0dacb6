import { FACTS, type FactName } from '../knowledge/index.ts'
import { hearName, hearValue } from './answer.ts'
import { isYesNo } from './answers.ts'
import { plainWords } from './intent.ts'
import type { Scene } from './scene.ts'

/** The value of a fact that was asked for, in free words: a host, a number, an edition. */
export function hearFact({ language }: Scene, fact: FactName, text: string) {
  const named = FACTS[fact].type.kind === 'host' ? hearName(language, text) : undefined
  const isCount = FACTS[fact].type.kind === 'integer'
  return (
    hearValue(fact, isCount ? language.hear.withFigures(plainWords(text)) : text) ??
    named ??
    (isYesNo(fact) ? undefined : hearEdition(fact, text))
  )
}

// A short answer to a question for free text is the answer.
function hearEdition(fact: FactName, text: string): string | undefined {
  const words = text.trim()
  return fact === 'edition' && /^[A-Za-z][A-Za-z0-9 ]{2,40}$/.test(words) ? words : undefined
}
