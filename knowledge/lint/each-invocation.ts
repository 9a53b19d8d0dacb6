import { type Corpus, eachSection, type Finding } from '../compile/corpus.ts'
import type { Draft, DraftCommand, Section } from '../compile/draft.ts'
import { finding } from '../compile/finding.ts'
import { type Effective, effective } from '../compile/meaning.ts'
import { isOneOf, SHELLS } from '../compile/vocabulary.ts'
import type { Shell } from '../graph.ts'
import { type Invocation, type ParsedCommand, parseCommand } from './parse-command.ts'

/** A command of a document with what its note says and what its line comes to. */
export type Checked = {
  draft: Draft
  section: Section
  command: DraftCommand
  shell: Shell
  says: Effective
  parsed: ParsedCommand
}

/** The longest line that the Windows command prompt takes. */
export const LONGEST_COMMAND = 8191

const read = new WeakMap<DraftCommand, ParsedCommand>()

/** Every command of every document that is one line of a shell. */
export function* eachCommand(corpus: Corpus): Generator<Checked> {
  for (const { draft, section } of eachSection(corpus)) {
    for (const command of section.commands) {
      const { language, template, lines } = command
      if (!isOneOf(SHELLS, language) || lines !== 1 || template.length > LONGEST_COMMAND) continue
      const parsed = read.get(command) ?? (language === 'dns' ? NONE : parseCommand(template, language))
      read.set(command, parsed)
      yield { draft, section, command, shell: language, says: effective(section, command), parsed }
    }
  }
}

const NONE: ParsedCommand = { invocations: [], joints: [] }

/** Every program that the commands start. */
export function* eachInvocation(corpus: Corpus): Generator<Checked & { invocation: Invocation }> {
  for (const checked of eachCommand(corpus)) {
    for (const invocation of checked.parsed.invocations) yield { ...checked, invocation }
  }
}

/** A problem at a word of a command. */
export function at({ draft, command }: Checked, word: string, message: string): Finding {
  const offset = Math.max(0, command.template.indexOf(word))
  return finding(draft, { line: command.line + 1, column: command.column + offset }, message)
}

/** Tells a stand-in that the author forgot to make a slot: `<host>`, `XXXXX-XXXXX-…`, `your-key`. */
export function isStandIn(value: string): boolean {
  return /[<>]|^\[[^\]:]*\]$|^your[-_ ]?\w|\bX{5}(?:-X{5})+\b|\.\.\.|…|^(?:server|host|computer|kms)?name$/i.test(value)
}
