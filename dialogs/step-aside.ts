import { hearYesNo } from './answer.ts'
import { aside, ask } from './ask.ts'
import type { AttachedFile } from './conversation.ts'
import { runningTicket } from './expert.ts'
import { hearIntent, plainWords } from './intent.ts'
import { named, visible } from './quote.ts'
import type { Scene } from './scene.ts'
import { say, type View } from './view.ts'

/** The person's words went to the expert, and there is nothing to say about it. */
export const QUIET = 'quiet'

const LONGEST_WISH = 120
const LONGEST_WORDS = 32 * 1024

/** A message: `hidden` says what was taken out of it. */
type Said = {
  text: string
  masked: string
  hidden: readonly string[]
  codes: readonly string[]
  files: readonly AttachedFile[]
}

/**
 * Passes what the person writes to the expert who is talking with them. Nothing when nobody is, or when the words are
 * for the bot.
 */
export function passOn(scene: Scene, said: Said): View | typeof QUIET | undefined {
  const { state, language } = scene
  const { expert } = state
  if (expert === undefined || !isTicketOwner(scene)) return undefined
  const ticket = runningTicket(scene, expert.number)
  if (ticket === undefined) return leaveExpert(scene, expert.number)
  if (isForBot(scene, said.text)) return undefined
  const unread = said.files.filter(({ text }) => text === undefined)
  const names = unread.map(({ name }) => language.handOff.attached(visible(name)))
  const words = [said.masked, ...names].filter((part) => part.trim() !== '').join('\n')
  if (words === '') return undefined
  scene.effects.push({
    kind: 'tellExpert',
    number: expert.number,
    words: words.slice(0, LONGEST_WORDS).toWellFormed(),
  })
  scene.notices.push(...said.hidden)
  const name = nameOf(scene, ticket.owner ?? expert.name)
  const bot = [{ pick: 'bot', label: language.handOff.buttons.bot }]
  if (said.codes.length > 0) {
    state.expert = { ...expert, passed: true, last: said.masked.slice(0, LONGEST_WORDS).toWellFormed() }
    return ask(scene, undefined, say(language.handOff.passedWithCode(name), bot))
  }
  if (expert.passed && said.hidden.length === 0) return QUIET
  state.expert = { ...expert, passed: true }
  return ask(scene, undefined, say(language.handOff.passed(name), bot))
}

function nameOf({ language }: Scene, name: string | undefined): string {
  const plain = name === undefined ? '' : named(name)
  return plain === '' ? language.handOff.someone : plain
}

// It was resolved or withdrawn meanwhile: who waits for nobody is told so, and heard by the bot.
function leaveExpert(scene: Scene, number: string): undefined {
  scene.notices.push(scene.language.handOff.over(named(number)))
  scene.state.expert = undefined
  if (scene.state.ticket === number) scene.state.ticket = undefined
}

function isForBot({ language, state }: Scene, text: string): boolean {
  const words = plainWords(text)
  if (words.length > LONGEST_WISH) return false
  const { BOT, WITHDRAW } = language.hearHandOff
  const isButton = [...state.options, ...state.more].some(({ label }) => plainWords(label) === words)
  return isButton || BOT.test(words) || WITHDRAW.test(words)
}

/** Hears what the person wants of their tickets: withdraw one, write to IT, come back to the bot, open it again. */
export function hearWish(scene: Scene, text: string): string | undefined {
  const words = plainWords(text)
  if (words.length > LONGEST_WISH || !isTicketOwner(scene)) return undefined
  const { state, language } = scene
  const { BOT, WITHDRAW, TELL } = language.hearHandOff
  const button = [...state.options, ...state.more].find(({ label }) => plainWords(label) === words)
  if (button && isWish(button.pick)) return button.pick
  const withdrawn = WITHDRAW.exec(words)
  if (withdrawn) return `withdraw:${(withdrawn[1] ?? withdrawn[2] ?? '').toUpperCase()}`
  if (state.asking?.kind === 'resolved') {
    const isSolved = hearSolved(scene, text)
    if (isSolved !== undefined) return `${isSolved ? 'helped' : 'reopen'}:${state.asking.number}`
  }
  if (state.expert !== undefined && BOT.test(words)) return 'bot'
  return runningTicket(scene) !== undefined && TELL.test(words) ? 'tell' : undefined
}

function hearSolved({ language }: Scene, text: string): boolean | undefined {
  const intent = hearIntent(language, text)
  if (intent === 'failing') return false
  if (intent === 'worked' || intent === 'solved') return true
  const heard = hearYesNo(language, text)
  return heard === '?' ? undefined : heard
}

const isWish = (pick: string) => /^(withdraw:|reopen:|helped:)|^(bot|tell)$/.test(pick)

/** Whether who speaks may speak for the ticket: in a channel or a group chat, only who opened it. */
export function isTicketOwner({ state, event: { person } }: Scene): boolean {
  return person === undefined || state.ticketOwner === undefined || state.ticketOwner === person
}

/** Takes a ticket back from IT; where it is not said which, the one that is open, or one of several. */
export function withdraw(scene: Scene, number: string): View {
  const { state, language, event } = scene
  const { handOff } = language
  const running = (event.cases ?? []).filter(({ status }) => status !== 'resolved' && status !== 'withdrawn')
  if (number === '' && running.length > 1) {
    const options = running.map((one) => ({
      pick: `withdraw:${one.number}`,
      label: handOff.buttons.withdraw(one.number),
    }))
    return ask(scene, undefined, { ...say('', options), body: [], question: handOff.whichTicket })
  }
  const ticket = runningTicket(scene, number === '' ? undefined : number)
  if (ticket === undefined || !isTicketOwner(scene)) return aside(scene, say(handOff.noTicket))
  scene.effects.push({ kind: 'withdrawTicket', number: ticket.number })
  if (state.expert?.number === ticket.number) state.expert = undefined
  if (state.ticket === ticket.number) state.ticket = undefined
  return ask(scene, undefined, say(handOff.withdrawn(ticket.number)))
}

/** Opens a ticket again that did not solve the trouble. */
export function reopen(scene: Scene, number: string): View {
  const { state, language, event } = scene
  const { handOff } = language
  const ticket = event.cases?.find((one) => one.number === number)
  if (!isTicketOwner(scene) || ticket?.status === 'withdrawn' || (event.cases !== undefined && ticket === undefined))
    return aside(scene, say(handOff.noTicket))
  if (ticket?.status !== 'open' && ticket?.status !== 'claimed') scene.effects.push({ kind: 'reopenTicket', number })
  state.ticket = number
  return talkTo(scene, { number, owner: ticket?.owner }, handOff.reopened(named(number)))
}

/** Lets the person write to IT without being asked. */
export function tell(scene: Scene): View {
  const ticket = runningTicket(scene)
  const { handOff } = scene.language
  if (ticket === undefined || !isTicketOwner(scene)) return aside(scene, say(handOff.noTicket))
  return talkTo(scene, ticket, handOff.tell(named(ticket.number)))
}

function talkTo(scene: Scene, { number, owner }: { number: string; owner?: string | undefined }, text: string): View {
  scene.state.expert = { number, ...(owner !== undefined && { name: owner }) }
  return ask(scene, undefined, say(text, [{ pick: 'bot', label: scene.language.handOff.buttons.bot }]))
}

/** The person is back with the bot; what the bot could have answered meanwhile is returned. */
export function leaveAside(scene: Scene): string | undefined {
  const { state, language } = scene
  const { expert } = state
  if (expert !== undefined) scene.notices.push(language.handOff.back(named(expert.number)))
  Object.assign(state, { expert: undefined, options: [], more: [] })
  return expert?.last
}
