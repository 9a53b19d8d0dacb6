import type { FactName, Facts } from '../knowledge/index.ts'
import type { StepTried } from './conversation.ts'
import type { MachineGroups } from './fleet-groups.ts'

/** A way the person can go: a button, a line of a list, or words. Labels come from documents or the catalogue. */
export type Option = { pick: string; label: string; hint?: string }

/** What the bot waits for. */
export type Asking =
  | { kind: 'fact'; fact: FactName }
  | { kind: 'way' }
  | { kind: 'solved' }
  | { kind: 'topic'; candidates: string[]; fact?: FactName }
  | { kind: 'risk' }
  | { kind: 'trust'; host: string }
  | { kind: 'consent' }
  | { kind: 'also'; topic: string }
  | { kind: 'feedback' }
  /** Why an answer was of no use. */
  | { kind: 'reason' }
  | { kind: 'note' }
  | { kind: 'resolved'; number: string }

/** A place the person was led past, and the fact that was learned there. */
export type Stop = { node: string; fact?: FactName; shown: boolean }

/** Where a conversation stands. Plain JSON, written to the store after every turn. */
export type ConversationState = {
  schema: 1
  /** Counts the turns that put something on the screen; buttons of older ones are outdated. */
  turn: number
  graph: string
  topic?: string
  node?: string
  hash?: string
  /** Which part of a long node is shown. */
  part: number
  asking?: Asking
  /** The question that is open, as it was put. */
  question?: string | undefined
  options: Option[]
  /** Back, why, start over, where they were offered. */
  more: Option[]
  trail: Stop[]
  facts: Facts
  /** Asked for, and nobody knows. */
  unknown: FactName[]
  /** Known from before the last change, so it has to be looked at again. */
  stale: FactName[]
  /** What was told while the step at hand was on the screen. */
  seen?: { node: string; facts: FactName[] } | undefined
  codes: string[]
  tried: StepTried[]
  /** The machines of a paste of several, by cause. */
  fleet?: MachineGroups
  /** Further topics of what was pasted. */
  pending: string[]
  /** Nodes whose risk was accepted. */
  agreed: string[]
  /** Masked words that are not yet a topic. */
  utterance: string
  /** How often each node was shown without anything new in between. */
  rounds: Record<string, number>
  /** Inputs in a row that could not be used. */
  misses: number
  /** The case came to an end; the next text opens another. */
  closed?: true
  ticket?: string
  /** Who opened it, in a channel or a group chat. */
  ticketOwner?: string
  /** What goes with the ticket besides what was found, masked. */
  enclosed?: { words?: string; contact?: string; withoutTranscript?: true }
  /** Who of IT is talking with the person: what they write goes there. */
  expert?: { number: string; name?: string; passed?: true; last?: string }
  /** Whose case it is, in a channel or a group chat. */
  owner?: string
  /** When the last turn was, in milliseconds since 1970. */
  lastAt: number
  /** Said once in a conversation. */
  said: ('outsideHost' | 'reminder' | 'rights' | 'english')[]
}

/** The state of a conversation in which nothing was said. */
export function createState(): ConversationState {
  return {
    schema: 1,
    turn: 0,
    graph: '',
    part: 0,
    options: [],
    more: [],
    trail: [],
    facts: {},
    unknown: [],
    stale: [],
    codes: [],
    tried: [],
    pending: [],
    agreed: [],
    utterance: '',
    rounds: {},
    misses: 0,
    lastAt: 0,
    said: [],
  }
}
