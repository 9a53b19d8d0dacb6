import type { Machine, Risk, Shell } from '../../graph.ts'
import type { ValueKind } from '../value-kinds.ts'

/** What a value may be: a kind, or one of some words. */
export type Value = ValueKind | readonly string[]

/** What a command needs and touches. */
export type Demand = {
  /** The only machine where it does anything. */
  machine?: Machine
  elevated?: true
  risk?: Risk
}

export type Option = Demand & {
  values?: readonly Value[]
  /** How many of the values must be there; all of them unless said. */
  needs?: number
  /** Why a support document should not offer it. */
  discouraged?: string
  /** Why it should not be offered without a value. */
  discouragedAlone?: string
}

/** What may stand behind a program, or behind the first word of one that has several commands. */
export type Grammar = Demand & {
  options?: Readonly<Record<string, Option>>
  operands?: readonly Value[]
  /** How many operands must be there; none unless said. */
  needs?: number
}

/** A program and what its command line may hold. */
export type Tool = Grammar & {
  name: string
  shells: readonly Shell[]
  /** What an option starts with: `/`, `-`, or either. */
  marks: string
  /** What stands between an option and its value. */
  separator: ':' | '=' | ' '
  /** Run by a script host, which otherwise answers in message boxes. */
  script?: true
  /** Programs whose first word is a command: `sc query`. */
  commands?: Readonly<Record<string, Grammar>>
  /** Windows without options of its own. */
  window?: true
}

/** Changes something, for which Windows asks for an elevated prompt. */
export const CHANGES = { elevated: true, risk: 'setting' } as const
