import type { DialogGraph, FactName, Facts, Matcher } from '../knowledge/index.ts'
import type { Milestone } from './milestones.ts'
import type { ShownCommand } from './view.ts'

/** What the organisation configured: its DNS domains and the KMS host it means. */
export type Organisation = { domains?: readonly string[]; kmsHost?: string; kmsPort?: number }

/** What a conversation needs to know: the graph and a matcher trained on it. */
export type Knowledge = {
  graph: DialogGraph
  matcher: Matcher
  organisation?: Organisation
}

/** How a channel shows replies. `cards: false` gets the plain text only. */
export type ChannelProfile = 'webchat' | 'teams' | 'text'

type Arrival = {
  /** Milliseconds since 1970, from the edge: the conversation has no clock. */
  at: number
  /** BCP 47 tag of the person's client. */
  locale: string
  profile: ChannelProfile
  /** The number a ticket gets if this turn opens one. */
  ticketNumber: string
  /** Who speaks, in a channel or a group chat; where there is only one person, it does not matter. */
  person?: string
  /** The name of who speaks, where the channel vouches for it. */
  name?: string
  /** How the tickets of the conversation stand, the newest first. */
  cases?: readonly CaseNote[]
}

/** How a ticket stands with IT, and who has it. */
export type CaseNote = { number: string; status: string; owner?: string }

/** A file that came with a message; `text` only for readable text files within the size cap. */
export type AttachedFile = { name: string; mediaType: string; text?: string }

/** The data a button on a card carries. */
export type ChoiceData = { kind: 'choice'; node: string; graph: string; turn: number; pick: string }

export type ConversationEvent =
  | ({ kind: 'message'; text: string; files: AttachedFile[] } & Arrival)
  | ({ kind: 'choice'; data: ChoiceData } & Arrival)
  | ({ kind: 'joined' } & Arrival)
  | ({ kind: 'installed' } & Arrival)
  | ({ kind: 'feedback'; helpful: boolean; words?: string } & Arrival)
  | ({
      kind: 'ticket'
      number: string
      status: string
      words?: string
      /** Who of IT it is from. */
      author?: string
      /** What the words are. */
      said?: 'question' | 'answer' | 'resolution'
    } & Arrival)
  | ({ kind: 'elapsed' } & Arrival)

/** JSON of an Adaptive Card 1.5. */
export type Card = { type: 'AdaptiveCard'; version: string; body: object[]; actions?: object[] } & Record<
  string,
  unknown
>

/** Where a reply comes from: a document's title, the place in it, and what the document is about. */
export type Source = {
  document: string
  place: string
  about: string
  /** What the reply says first of its document, where the one before came from elsewhere. */
  opening?: string
}

/** `text` is complete by itself, for channels without cards; a channel with cards shows `card` alone. */
export type Reply = { kind: 'message'; text: string; card?: Card; suggestions?: string[]; source?: Source }

/** A step that was shown and what came of it. */
export type StepTried = {
  node: string
  title: string
  result: 'shown' | 'worked' | 'failed' | 'skipped'
  commands: string[]
}

/** Machines of one paste with the same cause. */
export type MachinesOfCause = {
  cause: string
  machines: number
  /** The first of their names. */
  names: string[]
  /** The ticket is about these. */
  isTopic?: true
}

export type TicketDraft = {
  number: string
  topic?: string
  codes: string[]
  facts: Facts
  tried: StepTried[]
  /** What is still open, in one sentence. */
  question: string
  /** Where a paste told of several machines with trouble: all of them, by cause. */
  fleet?: MachinesOfCause[]
  /** Who has the trouble, where the channel knows their name. */
  who?: string
  /** How to reach them, as they said it; nothing: in the chat they used. */
  contact?: string
  /** What they added in their own words. */
  words?: string
  /** The commands that collect what is not known yet, one for each shell. */
  collect?: { shell: string; text: string }[]
  /** That they agreed, when, and to what. */
  consent?: { at: number; transcript: boolean }
}

/** What the edge has to do, as values. */
export type Effect =
  | { kind: 'openTicket'; ticket: TicketDraft }
  /** What the person says to the expert who has their case. */
  | { kind: 'tellExpert'; number: string; words: string }
  | { kind: 'withdrawTicket'; number: string }
  | { kind: 'reopenTicket'; number: string }
  | { kind: 'recordMiss'; text: string; reason: string }
  | { kind: 'recordFeedback'; node: string; graph: string; helpful: boolean; words?: string }

/** Where a conversation stands, for scripts and logs. */
export type Standing = {
  node?: string
  topic?: string
  asks: FactName[]
  commands: string[]
  /** The commands with where they run and what they touch. */
  shown: ShownCommand[]
  facts: Facts
}

/** What one turn comes to. `state` is plain JSON. */
export type Turn<State> = {
  state: State
  replies: Reply[]
  effects: Effect[]
  standing: Standing
  /** What the turn passed, for counting. */
  passed?: Milestone[]
}
