import type { Shell } from '../graph.ts'
import { findTool, type Grammar, type Option, type Tool, type Value } from './tools/index.ts'
import { cutLine, unquote } from './words.ts'

/** An option as it stands in a command. */
export type Use = {
  word: string
  /** Its name in the table's spelling, or as written. */
  name: string
  /** Absent when the program has no such option. */
  option?: Option
  values: string[]
  /** The sign that joins a value to it. */
  joint?: string
}

/** A program that a command line starts, with its words sorted. */
export type Invocation = {
  /** `cscript` or `wscript`, when one runs it. */
  scriptHost?: string
  program: string
  tool?: Tool
  /** The first word of programs that have commands, and whether there is such a command. */
  command?: { word: string; known: boolean }
  grammar: Grammar
  uses: Use[]
  operands: string[]
}

/** A command line, read but not judged. */
export type ParsedCommand = { invocations: Invocation[]; joints: string[] }

/** Reads a command template by the option tables. Pure; takes any text. */
export function parseCommand(template: string, shell: Shell): ParsedCommand {
  const { calls, joints } = cutLine(template, shell === 'powershell')
  return { invocations: calls.filter((words) => words.length > 0).map(readInvocation), joints }
}

function readInvocation(words: readonly string[]): Invocation {
  const rest = [...words]
  const first = rest.shift() ?? ''
  const isHost = /^[cw]script(?:\.exe)?$/i.test(first)
  if (isHost) while (rest[0]?.startsWith('//')) rest.shift()
  const program = isHost ? (rest.shift() ?? '') : first
  const tool = findTool(unquote(program))
  const invocation: Invocation = {
    ...(isHost && { scriptHost: first }),
    program,
    ...(tool && { tool }),
    grammar: tool ?? {},
    uses: [],
    operands: [],
  }
  if (!tool) return invocation
  if (tool.commands) takeCommand(tool.commands, rest, invocation)
  readWords(tool, rest, invocation)
  return invocation
}

function takeCommand(commands: Readonly<Record<string, Grammar>>, rest: string[], invocation: Invocation): void {
  const word = rest.shift()
  if (word === undefined) return
  const name = word.toLowerCase()
  const known = Object.hasOwn(commands, name)
  invocation.command = { word, known }
  if (known) invocation.grammar = commands[name] ?? {}
}

function readWords(tool: Tool, rest: string[], invocation: Invocation): void {
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!isOption(word, tool)) {
      invocation.operands.push(word)
      continue
    }
    const use = readOption(word, tool, invocation.grammar)
    invocation.uses.push(use)
    if (tool.separator !== ' ' || use.joint !== undefined) continue
    const most = use.option?.values?.length ?? 0
    while (use.values.length < most && rest[0] !== undefined && !isOption(rest[0], tool)) {
      use.values.push(rest.shift() ?? '')
    }
  }
}

function isOption(word: string, tool: Tool): boolean {
  return word.length > 1 && tool.marks.includes(word[0] ?? '') && !/^-\d/.test(word)
}

function readOption(word: string, tool: Tool, { options = {} }: Grammar): Use {
  const whole = findOption(word, tool, options)
  if (whole) return { word, ...whole, values: [] }
  const [, head, joint, value] = /^([^:=]+)([:=])(.*)$/s.exec(word) ?? []
  if (head === undefined || joint === undefined) return { word, name: word, values: [] }
  const split = findOption(head, tool, options)
  return { word, ...(split ?? { name: head }), joint, values: value ? [value] : [] }
}

function findOption(
  word: string,
  { marks }: Tool,
  options: Readonly<Record<string, Option>>,
): { name: string; option: Option } | undefined {
  const wanted = `${marks[0]}${word.slice(1)}`.toLowerCase()
  const found = Object.entries(options).find(([name]) => name.toLowerCase() === wanted)
  return found && { name: found[0], option: found[1] }
}

/** Every value of an invocation with what its place asks for, where that is known. */
export function placedValues({ uses, operands, grammar }: Invocation): { value: string; kind: Value }[] {
  const placed = uses.flatMap(({ option, values }) =>
    values.flatMap((value, index) => {
      const kind = option?.values?.[index]
      return kind === undefined ? [] : [{ value: unquote(value), kind }]
    }),
  )
  const loose = operands.flatMap((value, index) => {
    const kind = grammar.operands?.[index]
    return kind === undefined ? [] : [{ value: unquote(value), kind }]
  })
  return [...placed, ...loose]
}
