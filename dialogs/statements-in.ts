import { type Heard, hearStatements } from './answer.ts'
import type { Scene } from './scene.ts'

/** What a text states by itself, clause by clause; several looks in one turn share one reading. */
export function statementsIn({ stated, language }: Scene, text: string): Heard {
  const known = stated.get(text)
  if (known) return known
  const heard = hearStatements(language, text)
  stated.set(text, heard)
  return heard
}
