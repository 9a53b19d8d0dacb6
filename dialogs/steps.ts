import {
  type Command,
  type Condition,
  type FactName,
  type GraphNode,
  holds,
  isFactName,
  type Risk,
} from '../knowledge/index.ts'
import { type Filled, fillCommand, isWellFormed } from './commands.ts'
import { lookUp, openRows, suits } from './derive.ts'
import { formAnywhere } from './gather-tools.ts'
import { needsRights } from './rights.ts'
import { graphOf, insideHost, known, nodeOf, type Scene } from './scene.ts'
import type { ShownCommand, ShownStep } from './view.ts'

const RISKS: readonly Risk[] = ['reads', 'setting', 'restart', 'registry', 'mak']

/** The instructions of a node that apply, with their commands filled, and the slots that stayed open. */
export type Procedure = { steps: ShownStep[]; open: FactName[]; risk: Risk; machines: Set<string> }

/** Fills a node with what is known. */
export function procedureOf(scene: Scene, node: GraphNode): Procedure {
  const open = new Set<FactName>()
  const applying = node.commands.filter(({ when }) => applies(scene, when))
  const show = (command: Command): ShownCommand => {
    const filled = fillOrFind(scene, command)
    for (const fact of filled.open) open.add(fact)
    const { shell, runOn, risk, expect, undo } = command
    const elevated = known(scene, 'adminRights')?.value === false ? needsRights(command) : command.elevated
    return {
      text: filled.text,
      shell,
      runOn,
      elevated,
      risk,
      expect: expect && oneLine(fillText(scene, expect)),
      undo: undo && undoName(scene, undo),
    }
  }
  const steps = instructionsOf(node)
    .filter(({ when }) => applies(scene, when))
    .map(({ text, commands }) => ({
      text: fillText(scene, text),
      commands: commands
        .flatMap((index) => node.commands[index] ?? [])
        .filter((one) => applying.includes(one))
        .map(show),
    }))
  const risks = [node.risk ?? 'reads', ...applying.map((command) => command.risk)]
  const changing = applying.filter((command) => command.risk !== 'reads').map(({ runOn }) => runOn)
  const byHand = node.runOn && (node.risk ?? 'reads') !== 'reads' && applying.length === 0 ? [node.runOn] : []
  return { steps, open: [...open], risk: gravest(risks), machines: new Set([...changing, ...byHand]) }
}

// Who has no rights is not asked for the folder of a tool either: the command looks in all of them.
function fillOrFind(scene: Scene, command: Command): Filled {
  const filled = fillCommand(
    command,
    (fact) => slotValue(scene, fact),
    (fact) => mark(scene, fact),
  )
  const anywhere = known(scene, 'adminRights')?.value === false ? formAnywhere(command) : undefined
  return filled.open.includes('officeFolder') && anywhere ? { text: anywhere, open: [] } : filled
}

/** The gravest of some risks. */
export const gravest = (risks: readonly Risk[]): Risk => RISKS.findLast((risk) => risks.includes(risk)) ?? 'reads'

// A node can have commands outside a list; each is an instruction without words then.
function instructionsOf(node: GraphNode): GraphNode['steps'] {
  const listed = new Set(node.steps.flatMap(({ commands }) => commands))
  const loose = node.commands.map((_, index) => index).filter((index) => !listed.has(index))
  return [...node.steps, ...loose.map((index) => ({ text: '', commands: [index] }))]
}

// A line break inside a paragraph of a document is a blank.
const oneLine = (text: string) => text.replace(/(?:(?<![ \t])[ \t]+)?\n[ \t]*/g, ' ')

function applies(scene: Scene, when: Condition[] | undefined): boolean {
  return !when?.some(({ fact, is }) => {
    const value = known(scene, fact)?.value
    return value === undefined ? is === '!?' : !holds(is, value)
  })
}

/** The value that may stand in a slot; a host that may not be repeated is none. */
export function slotValue(scene: Scene, fact: FactName) {
  const value = known(scene, fact)?.value
  const isHost = fact === 'kmsHostAsked' || fact === 'kmsHostSet' || fact === 'kmsHostIntended'
  if (isHost && value !== undefined && !mayRepeat(scene, String(value))) return undefined
  return value
}

function mayRepeat(scene: Scene, host: string): boolean {
  return insideHost(scene, host) || scene.state.facts.kmsHostTrusted?.value === true
}

/** Fills the slots in words about a step: what is known, else the mark that the command shows too. */
export function fillText(scene: Scene, text: string): string {
  return text.replace(/\{([A-Za-z0-9]+)\}/g, (slot, name: string) => {
    if (!isFactName(name)) return slot
    const value = slotValue(scene, name)
    return value !== undefined && isWellFormed(name, value) ? String(value) : `<${mark(scene, name)}>`
  })
}

function undoName(scene: Scene, undo: string): string {
  return nodeOf(scene, undo)?.title ?? undo
}

// What stands in a command for a missing value: what all candidates have in common, or the name of the thing.
function mark(scene: Scene, fact: FactName): string {
  const words = scene.language.facts[fact]
  const name = words.placeholder ?? words.label
  const ending = fact === 'officeFolder' ? commonEnding(candidates(scene, fact)) : ''
  return ending === '' ? name : scene.language.says.endsIn(name, ending)
}

function candidates(scene: Scene, gives: FactName): string[] {
  const valueFor = (fact: FactName) => known(scene, fact)?.value
  return graphOf(scene)
    .tables.filter((table) => table.gives === gives && suits(table, known(scene, 'product')?.value))
    .flatMap((table) => openRows(table, valueFor).map(({ value }) => value))
}

function commonEnding(paths: string[]): string {
  const endings = new Set(paths.map((path) => path.slice(path.lastIndexOf('\\') + 1)))
  return endings.size === 1 ? ([...endings][0] ?? '') : ''
}

/** The next fact to ask for so that a slot can be filled; none when nobody can know or has to be asked. */
export function factToAsk(scene: Scene, slot: FactName): FactName | undefined {
  const askable = (fact: FactName) =>
    scene.language.facts[fact].ask !== undefined &&
    known(scene, fact) === undefined &&
    !scene.state.unknown.includes(fact)
  const tables = graphOf(scene).tables.filter(
    (table) => table.gives === slot && suits(table, known(scene, 'product')?.value),
  )
  const needed = tables.flatMap((table) => lookUp(table, (fact) => known(scene, fact)?.value).needs)
  return [...needed, ...(slot === 'setupKey' ? keyFacts(scene) : []), slot].find(askable)
}

function keyFacts(scene: Scene): FactName[] {
  return known(scene, 'product')?.value === 'windows' ? ['windowsVersion', 'edition'] : ['officeVersion']
}
