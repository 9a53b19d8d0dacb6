import { aside, ask } from './ask.ts'
import type { CaseNote, ConversationEvent } from './conversation.ts'
import { namesForeignHost } from './foreign-hosts.ts'
import { named, quote, visible } from './quote.ts'
import type { Scene } from './scene.ts'
import { say, type View } from './view.ts'

type News = ConversationEvent & { kind: 'ticket' }

/** Tells the person what IT does with their case. Once an expert has written, what the person writes goes there. */
export function tellTicket(scene: Scene, event: News): View {
  return event.words === undefined && event.said === undefined ? tellStatus(scene, event) : tellWords(scene, event)
}

function tellStatus(scene: Scene, event: News): View {
  const { says, handOff } = scene.language
  const [expert, number] = [expertOf(scene, event), named(event.number)]
  switch (event.status) {
    case 'claimed':
      return aside(scene, say(handOff.claimed(expert, number)))
    case 'reopened':
      return aside(scene, say(handOff.reopenedByIt(expert, number)))
    case 'parked':
      return aside(scene, say(handOff.parked(number)))
    case 'open':
      return aside(scene, say(handOff.released(number)))
    case 'resolved':
      return tellResolved(scene, event, [])
    default:
      return aside(scene, say(says.ticketNews(quote(event.number), quote(event.status))))
  }
}

function tellWords(scene: Scene, event: News): View {
  const { state, language } = scene
  const { handOff } = language
  const [expert, number] = [expertOf(scene, event), quote(event.number)]
  const words = wordsOf(scene, event.words ?? '')
  if (event.said === 'resolution') return tellResolved(scene, event, words)
  const says = event.said === 'question' ? handOff.asks(expert, number) : handOff.says(expert, number)
  const isRunning = event.said !== undefined
  if (!isRunning) return aside(scene, { ...say(''), isWhole: true, body: [says, ...words] })
  state.expert = { number: event.number, ...(event.author !== undefined && { name: event.author }) }
  const view = { ...say(''), isWhole: true, body: [says, ...words], notes: [handOff.reply(expert)] }
  return ask(scene, undefined, { ...view, options: [{ pick: 'bot', label: handOff.buttons.bot }] })
}

function tellResolved(scene: Scene, event: News, words: string[]): View {
  const { state, language } = scene
  const { handOff } = language
  const { number } = event
  if (state.expert?.number === number) state.expert = undefined
  if (state.ticket === number) state.ticket = undefined
  const options = [
    { pick: `helped:${number}`, label: handOff.buttons.helped },
    { pick: `reopen:${number}`, label: handOff.buttons.reopen },
  ]
  const body = [handOff.resolved(expertOf(scene, event), named(number)), ...words]
  return ask(
    scene,
    { kind: 'resolved', number },
    { ...say('', options), isWhole: true, body, question: handOff.didItHelp },
  )
}

function expertOf({ language }: Scene, { author }: News): string {
  const name = author === undefined ? '' : named(author)
  return name === '' ? language.handOff.someone : name
}

const LONGEST_ANSWER = 8000
const MOST_LINES = 100
const LONGEST_LINE = 480

// Line by line as it was written: nothing in it becomes a link, a mention or a button.
function wordsOf(scene: Scene, words: string): string[] {
  const whole = visible(words)
  const lines = whole
    .slice(0, LONGEST_ANSWER)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap(inParts)
  const isCut = whole.length > LONGEST_ANSWER || lines.length > MOST_LINES
  // As it is shown: an invisible character must not part a command from its host.
  const check = namesForeignHost(scene, whole) ? [scene.language.says.expertHostCheck] : []
  const cut = isCut ? [scene.language.handOff.cut] : []
  return [...lines.slice(0, MOST_LINES).map(asWritten), ...cut, ...check]
}

function inParts(line: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < line.length; at += LONGEST_LINE) parts.push(line.slice(at, at + LONGEST_LINE).toWellFormed())
  return parts
}

// A command stays what it is, with its `>`; only what could open a tag or end the code is replaced.
function asWritten(line: string): string {
  const plain = line
    .replaceAll('`', "'")
    .replace(/<(?=[/a-z!?])/gi, '‹')
    .replace(/\s+/g, ' ')
    .trim()
  return `\`${plain === '' ? ' ' : plain}\``
}

/** A ticket of the conversation that IT still works on; without news from the store, the one that was opened last. */
export function runningTicket({ state, event }: Scene, number = state.ticket): CaseNote | undefined {
  if (event.cases === undefined) return number === undefined ? undefined : { number, status: 'open' }
  const running = event.cases.filter(({ status }) => status !== 'resolved' && status !== 'withdrawn')
  return number === undefined ? running[0] : running.find((one) => one.number === number)
}
