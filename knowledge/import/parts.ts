import type { FactName } from '../facts.ts'
import type { Machine, Risk, Shell } from '../graph.ts'
import { announcesCommand, announcesSteps } from './announce.ts'
import type { Block, BlockOf } from './block.ts'
import { commandsIn, shellOf, toldCommands } from './commands.ts'
import { versionCondition } from './facts-in-titles.ts'
import { isImperative } from './imperative.ts'
import { type Place, placeIn } from './machine.ts'
import { keyIn } from './placeholders.ts'
import { toTemplate } from './template.ts'

/** A command as it will be offered. */
export type OfferedCommand = {
  kind: 'command'
  template: string
  shell: Shell
  /** Absent when neither the text nor the program says it. */
  machine?: Machine
  elevated: boolean
  risk: Risk
  line: number
  when?: string
}
/** What stands under an item or in the body of a node. `expects` is set for output that shows that a command worked. */
export type Detail =
  | OfferedCommand
  | { kind: 'words'; text: string }
  | { kind: 'bullet'; text: string; depth: number }
  | { kind: 'sample'; lines: string[]; expects?: string }
  | { kind: 'alert'; block: BlockOf<'alert'> }
  | { kind: 'table'; rows: string[][] }
/** A node's content: details in the body, and steps with details of their own. */
export type Part = Detail | { kind: 'step'; text: string; line: number; details: Detail[] }
export type Step = Extract<Part, { kind: 'step' }>

type Reading = { parts: Part[]; place: Place; local: Place; step?: Step; when?: string; key?: FactName }

/** Sorts the blocks of a section into body, steps and commands, and follows on which machine they are. */
export function readParts(blocks: readonly Block[], inherited: Place): { parts: Part[]; place: Place } {
  const key = keyIn(blocks.map((block) => ('text' in block ? block.text : '')).join(' '))
  const reading: Reading = { parts: [], place: inherited, local: inherited, ...(key && { key }) }
  const stepLists = markSteps(blocks)
  for (const [index, block] of blocks.entries()) readBlock(block, blocks[index + 1], stepLists.has(index), reading)
  return { parts: reading.parts, place: reading.place }
}

/** The indices of items that are steps: numbered, or in a list that tells the reader to do things. */
function markSteps(blocks: readonly Block[]): Set<number> {
  const steps = new Set<number>()
  let run: number[] = []
  let hasCommand = false
  const close = () => {
    const items = run.map((index) => blocks[index]).filter((block) => block?.kind === 'item')
    const told = items.filter((item) => isImperative(item.text) || item.number !== undefined).length
    const isProcedure = told * 2 >= items.length || hasCommand || items.some(({ number }) => number !== undefined)
    if (isProcedure) for (const index of run) if (isStep(blocks[index])) steps.add(index)
    run = []
    hasCommand = false
  }
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'item' && block.depth === 0) run.push(index)
    else if (block.kind === 'command') hasCommand = hasCommand || (run.length > 0 && block.inItem !== false)
    else if (
      block.inItem === false ||
      block.kind === 'label' ||
      (block.kind === 'text' && !block.inItem && announcesSteps(block.text))
    )
      close()
  }
  close()
  return steps
}

function isStep(block: Block | undefined): boolean {
  if (block?.kind !== 'item' || block.option) return false
  if (block.number !== undefined || block.bullet) return true
  return isImperative(block.text) || announcesCommand(block.text) || toldCommands(block.text).length > 0
}

function readBlock(block: Block, next: Block | undefined, startsStep: boolean, reading: Reading): void {
  const leaves =
    block.inItem === false ||
    block.kind === 'label' ||
    (block.kind === 'text' && !block.inItem && leavesList(block, next))
  if (leaves) delete reading.step
  if (block.kind === 'item') readItem(block, startsStep, reading)
  else if (block.kind === 'text') readText(block, reading)
  else if (block.kind === 'command') addCommand(block.command, block.shell, block.line, reading)
  else if (block.kind === 'sample') addSample(block, reading)
  else if (block.kind === 'table') add({ kind: 'table', rows: block.rows }, reading)
  else if (block.kind === 'alert') readAlert(block, reading)
  else if (block.kind === 'message') add({ kind: 'words', text: `"${block.text}"` }, reading)
  else if (block.kind === 'reference')
    add({ kind: 'words', text: block.url === block.text ? block.url : `${block.text}: ${block.url}` }, reading)
  else if (block.kind === 'label') add({ kind: 'words', text: `${block.text}:` }, reading)
}

function leavesList({ text }: BlockOf<'text'>, next: Block | undefined): boolean {
  return announcesSteps(text) && next?.kind === 'item'
}

function readItem(block: BlockOf<'item'>, startsStep: boolean, reading: Reading): void {
  const labelled = /^([^:]{3,60}):\s+(.*)$/s.exec(block.text)
  const [direct] = labelled ? commandsIn(labelled[2] ?? '') : []
  const label = direct?.at === 0 ? labelled?.[1] : undefined
  move(block.text, reading)
  delete reading.when
  if (startsStep) {
    reading.step = { kind: 'step', text: block.text, line: block.line, details: [] }
    reading.parts.push(reading.step)
    addTold(block, reading)
  } else if (label !== undefined && direct) {
    setWhen(label, reading)
    add({ kind: 'words', text: `${label}:` }, reading)
    addCommand(direct.command, shellOf(direct.command), block.line, reading)
  } else if (block.option || versionCondition(block.text)) {
    setWhen(block.text, reading)
    add({ kind: 'words', text: block.text.replace(/(?<![\s:])[\s:]*$/, ':') }, reading)
  } else {
    add({ kind: 'bullet', text: block.text, depth: depthOf(block, reading) }, reading)
    addTold(block, reading)
  }
}

// Paths stand under the line that says for which machines they hold.
function depthOf({ text, depth }: BlockOf<'item'>, { parts, step }: Reading): number {
  const before = (step?.details ?? parts).at(-1)
  const isUnder = /[a-z]:\\/i.test(text) && before?.kind === 'bullet'
  return depth === 0 && isUnder ? 2 : depth
}

function readText(block: BlockOf<'text'>, reading: Reading): void {
  move(block.text, reading)
  if (versionCondition(block.text)) setWhen(block.text, reading)
  add({ kind: 'words', text: block.text }, reading)
  addTold(block, reading)
}

function readAlert(block: BlockOf<'alert'>, reading: Reading): void {
  reading.local = { ...reading.place, ...placeIn(block.text) }
  if (reading.step)
    add(
      { kind: 'words', text: `${block.alert.charAt(0)}${block.alert.slice(1).toLowerCase()}: ${block.text}` },
      reading,
    )
  else add({ kind: 'alert', block }, reading)
  addTold(block, reading)
}

function setWhen(label: string, reading: Reading): void {
  const when = versionCondition(label)
  if (when) reading.when = when
  else delete reading.when
}

const OPENS = /\b(?:open|start|launch|at a|at an|in a|in an|in the|from a|from an)\b/i

/** A sentence that opens a window or starts a procedure holds for what follows, any other for itself. */
function move(text: string, reading: Reading): void {
  const place = placeIn(text)
  reading.local = { ...reading.place, ...place }
  const opens = place.elevated !== undefined && OPENS.test(text)
  if (opens || announcesSteps(text) || /^On (?:the|your|an?)\b/.test(text)) reading.place = reading.local
}

function addTold(block: Block & { text: string }, reading: Reading): void {
  for (const { command } of toldCommands(block.text)) addCommand(command, shellOf(command), block.line, reading)
}

function addCommand(command: string, shell: Shell, line: number, reading: Reading): void {
  const {
    text,
    elevated,
    risk,
    machine: wanted,
  } = toTemplate(command, shell, {
    ...(reading.key && { key: reading.key }),
    onHost: reading.local.machine === 'kmsHost',
  })
  const machine = wanted ?? reading.local.machine ?? (/\{officeFolder\}/.test(text) ? 'client' : undefined)
  add(
    {
      kind: 'command',
      ...{ template: text, shell, line, risk, elevated: elevated || reading.local.elevated === true },
      ...(machine && { machine }),
      ...(reading.when && { when: reading.when }),
    },
    reading,
  )
}

function addSample(block: BlockOf<'sample'>, reading: Reading): void {
  const details: readonly Part[] = reading.step?.details ?? reading.parts
  const [before, command] = [details.at(-1), details.at(-2)]
  const isAnnounced = before?.kind === 'words' && /:$/.test(before.text) && command?.kind === 'command'
  if (isAnnounced) details === reading.parts ? reading.parts.pop() : reading.step?.details.pop()
  const expects = isAnnounced ? before.text : before?.kind === 'command' ? '' : undefined
  add({ kind: 'sample', lines: block.lines, ...(expects !== undefined && { expects }) }, reading)
}

function add(detail: Detail, { parts, step }: Reading): void {
  if (step) step.details.push(detail)
  else parts.push(detail)
}
