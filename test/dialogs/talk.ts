import {
  type ChannelProfile,
  type ConversationEvent,
  type ConversationState,
  converse,
  createState,
  type Effect,
  type Knowledge,
  type Reply,
  type Turn,
} from '../../dialogs/index.ts'

type Without<T> = T extends unknown ? Omit<T, 'at' | 'locale' | 'profile' | 'ticketNumber'> : never

/** A conversation in a test: it takes events one by one and remembers what came of them. */
export type Talk = {
  readonly state: ConversationState
  readonly turn: Turn<ConversationState>
  readonly text: string
  readonly reply: Reply | undefined
  readonly effects: Effect[]
  say(text: string): Talk
  click(label: string): Talk
  take(event: Without<ConversationEvent> & { at?: number }): Talk
  with(knowledge: Knowledge): Talk
}

/** Starts a conversation. */
export function startTalk(knowledge: Knowledge, profile: ChannelProfile = 'webchat', start = createState()): Talk {
  const nothing: Turn<ConversationState> = {
    state: start,
    replies: [],
    effects: [],
    standing: { asks: [], commands: [], shown: [], facts: {} },
  }
  return talkAt(knowledge, profile, nothing)
}

function talkAt(knowledge: Knowledge, profile: ChannelProfile, turn: Turn<ConversationState>): Talk {
  const take: Talk['take'] = (event) => {
    // What a store gives back is JSON; so is what the next turn gets here.
    const state: ConversationState = JSON.parse(JSON.stringify(turn.state))
    const arrival = { at: 0, locale: 'en', profile, ticketNumber: 'A-1042' }
    return talkAt(knowledge, profile, converse(knowledge, state, { ...arrival, ...event }))
  }
  const { state } = turn
  return {
    state,
    turn,
    text: turn.replies.map(({ text }) => text).join('\n'),
    reply: turn.replies[0],
    effects: turn.effects,
    take,
    say: (text) => take({ kind: 'message', text, files: [] }),
    click: (label) => take({ kind: 'choice', data: dataOf(state, label) }),
    with: (other) => talkAt(other, profile, turn),
  }
}

function dataOf(state: ConversationState, label: string) {
  const option = [...state.options, ...state.more].find((one) => one.label === label)
  if (option === undefined) throw new Error(`no button "${label}" among ${state.options.map((one) => one.label)}`)
  return { kind: 'choice' as const, node: state.node ?? '', graph: state.graph, turn: state.turn, pick: option.pick }
}
