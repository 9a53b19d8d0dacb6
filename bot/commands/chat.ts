import { randomInt } from 'node:crypto'
import { stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline'
import { styleText } from 'node:util'

import { type ConversationEvent, converse, createState, type Knowledge, type Turn } from '../../dialogs/index.ts'
import { loadKnowledge } from '../knowledge.ts'

const knowledge = await loadKnowledge()
await chat(knowledge)

/** Talks in the terminal until the input ends. A paste of several lines counts as one message. */
async function chat(knowledge: Knowledge): Promise<void> {
  let state = createState()
  const take = (event: ConversationEvent) => {
    const turn = converse(knowledge, state, event)
    state = turn.state
    show(turn)
  }
  take({ kind: 'joined', ...arrival() })
  for await (const text of messages()) take({ kind: 'message', text, files: [], ...arrival() })
}

function arrival() {
  return { at: Date.now(), locale: 'en', profile: 'text' as const, ticketNumber: `A-${randomInt(1000, 10_000)}` }
}

// Lines that arrive within this time were pasted together.
const PASTE_MS = 40

async function* messages(): AsyncGenerator<string> {
  const lines = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })
  if (!stdin.isTTY) {
    for await (const line of lines) if (line.trim() !== '') yield line
    return
  }
  let pasted: string[] = []
  for await (const line of lines) {
    pasted.push(line)
    await new Promise((resolve) => setTimeout(resolve, PASTE_MS))
    if (stdin.readableLength > 0) continue
    yield pasted.join('\n')
    pasted = []
  }
}

function show<State>({ replies, effects }: Turn<State>): void {
  for (const { text } of replies) stdout.write(`${stdout.isTTY ? coloured(text) : text}\n\n`)
  const ticket = effects.find((effect) => effect.kind === 'openTicket')
  if (ticket) stdout.write(`${JSON.stringify(ticket.ticket)}\n\n`)
}

function coloured(text: string): string {
  return text
    .replace(/`([^`\n]+)`/g, (_, code: string) => styleText('cyan', code))
    .replace(/\*\*([^*\n]+)\*\*/g, (_, strong: string) => styleText('bold', strong))
    .replace(/^_(.+)_$/gm, (_, aside: string) => styleText('dim', aside))
}
