import { createLikelyPatterns } from '../knowledge/index.ts'
import type { Language } from './languages/index.ts'

type Statements = Language['statements']
type Chooser = (words: string) => { statement: Statements[number] }[]

const choosers = new WeakMap<Statements, Chooser>()

/** The statements that plain words can make: of some hundred, hardly any has a word in common with a text. */
export function likelyStatements({ statements }: Language, words: string): Statements[number][] {
  const choose = choosers.get(statements) ?? createChooser(statements)
  return choose(words).map(({ statement }) => statement)
}

function createChooser(statements: Statements): Chooser {
  const choose = createLikelyPatterns(statements.map((statement) => ({ pattern: statement.heard, statement })))
  choosers.set(statements, choose)
  return choose
}
