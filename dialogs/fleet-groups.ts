import type { Facts, FleetGroup } from '../knowledge/index.ts'
import { quote } from './quote.ts'

/** Machines with one cause, as a conversation remembers them. */
export type MachineGroup = {
  /** The code, or the licence state where no code was printed. */
  cause: string
  kind: FleetGroup['kind']
  /** What is the same on all of them. */
  facts: Facts
  /** The first names, and how many machines there are. */
  names: string[]
  machines: number
  topic?: string
  isDone?: true
}

/** The machines of one paste that have trouble, and which of them the case at hand is about. */
export type MachineGroups = { groups: MachineGroup[]; at?: number }

// As many as a person reads; the paste itself is in the transcript.
const MOST_NAMES = 10

/** What is kept of a group: the state is written after every turn. */
export function rememberGroup({ cause, kind, facts, machines }: FleetGroup): MachineGroup {
  return { cause, kind, facts, names: machines.slice(0, MOST_NAMES), machines: machines.length }
}

/** The index of the first group that nobody has taken up yet. */
export function nextGroup(fleet: MachineGroups | undefined): number | undefined {
  const index = fleet?.groups.findIndex(({ isDone }, at) => isDone === undefined && at !== fleet.at) ?? -1
  return index < 0 ? undefined : index
}

const LONGEST_NAME = 40

/** Names as code, where nothing in them is structure, and how many are left out. */
export function sayNames({ names, machines }: MachineGroup, most = MOST_NAMES): { names: string[]; more: number } {
  const shown = names.slice(0, most).map((name) => quote(name, LONGEST_NAME))
  return { names: shown, more: machines - shown.length }
}
