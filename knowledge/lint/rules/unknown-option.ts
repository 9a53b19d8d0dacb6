import type { Corpus, Finding } from '../../compile/corpus.ts'
import { didYouMean } from '../../compile/nearest.ts'
import { at, eachInvocation } from '../each-invocation.ts'

/** A program has no such option or command. */
export function unknownOption(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) => {
    const { tool, grammar, command, uses } = checked.invocation
    if (!tool) return []
    const say = (word: string, name: string, known: Iterable<string>) =>
      at(
        checked,
        word,
        `${tool.name} has no ${name}${didYouMean(name, known, 'see knowledge/lint/tools for what it has')}`,
      )
    if (command?.known === false) return [say(command.word, command.word, Object.keys(tool.commands ?? {}))]
    return uses
      .filter(({ option }) => option === undefined)
      .map(({ word, name }) => say(word, name, Object.keys(grammar.options ?? {})))
  })
}
