import type { Machine, Risk, Shell } from '../knowledge/index.ts'
import type { Source } from './conversation.ts'
import type { Option } from './state.ts'

/** A command as it is shown: slots filled, or marked where a value is missing. */
export type ShownCommand = {
  text: string
  shell: Shell
  runOn: Machine
  elevated: boolean
  risk: Risk
  expect?: string
  undo?: string
}

/** One item of a procedure with its commands. */
export type ShownStep = { text: string; commands: ShownCommand[] }

/**
 * What a reply says, before it becomes a card or plain text. Texts are a small Markdown: `code`, **strong**, links.
 * Words of the person stand only inside `code`, put there by `quote`.
 */
export type View = {
  /** What was understood, one line each. */
  understood: string[]
  title?: string
  body: string[]
  warnings: string[]
  /** Where it runs and what it touches. */
  where?: string
  steps: ShownStep[]
  /** One of the steps is enough, so they have no numbers. */
  isEither?: boolean
  /** The commands of all items in one line. */
  block?: ShownCommand
  /** Words of somebody else, of which nothing is left out. */
  isWhole?: boolean
  /** Only tell what the commands are; the go-ahead is asked first. */
  plan?: boolean
  notes: string[]
  /** The question, or what to do next. */
  question?: string
  options: Option[]
  more: Option[]
  source?: Source
}

/** A view that says one thing, with ways to go. */
export function say(text: string, options: Option[] = []): View {
  return { understood: [], body: [text], warnings: [], steps: [], notes: [], options, more: [] }
}
