import type { Corpus, Finding } from '../../compile/corpus.ts'
import { slotNames } from '../../compile/meaning.ts'
import { FACTS, type FactDefinition, isFactName } from '../../facts.ts'
import { at, eachInvocation } from '../each-invocation.ts'
import type { Invocation } from '../parse-command.ts'

/** A path that has blanks in it, or can have, stands without quotes and falls apart. */
export function unquotedPath(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    wordsOf(checked.invocation)
      .filter((word) => !word.includes('"') && !word.includes("'") && hasBlanks(word))
      .map((word) => at(checked, word, `${word} can have blanks in it; put the whole path in double quotes`)),
  )
}

function wordsOf({ program, uses, operands }: Invocation): string[] {
  return [program, ...uses.flatMap(({ word, values }) => [word, ...values]), ...operands]
}

function hasBlanks(word: string): boolean {
  return (
    /(?:\\Program|%ProgramFiles(?:\(x86\))?%\\.*|%CommonProgramFiles%\\.*)$/i.test(word) || slotNames(word).some(isPath)
  )
}

function isPath(name: string): boolean {
  if (!isFactName(name)) return false
  const definition: FactDefinition = FACTS[name]
  return definition.type.kind === 'path'
}
