import { ask } from './ask.ts'
import { askConsent } from './consent.ts'
import type { TicketDraft } from './conversation.ts'
import { runningTicket } from './expert.ts'
import { thumbs } from './feedback.ts'
import { machinesByCause } from './fleet-next.ts'
import { collectLines } from './gather.ts'
import { nodeOf, type Scene, topicOf } from './scene.ts'
import type { Option } from './state.ts'
import { say, type View } from './view.ts'

/** Asks whether the case may go to a person, and says what would be sent. */
export function offerPerson(
  scene: Scene,
  before: readonly string[] = [],
  on?: View,
  more: readonly Option[] = [],
): View {
  const { says, handOff } = scene.language
  const { state } = scene
  // What IT has settled meanwhile is no reason to wait.
  if (state.ticket !== undefined && runningTicket(scene) === undefined) state.ticket = undefined
  if (state.ticket !== undefined) {
    const view = on ?? say([...before, says.alreadyHandedOver(state.ticket)].join(' '))
    return ask(scene, undefined, {
      ...view,
      notes: on ? [...view.notes, says.alreadyHandedOver(state.ticket)] : view.notes,
      options: [...view.options, { pick: 'tell', label: handOff.buttons.tell }],
    })
  }
  const view = on ?? { ...say(before[0] ?? ''), body: before.filter((line) => line !== '') }
  return askConsent(scene, view, more)
}

/** Adds the way to a person where a view does not offer it. */
export function withPerson(scene: Scene, view: View): View {
  const isOffered = scene.state.asking?.kind === 'consent' || view.options.some(({ pick }) => pick === 'person')
  if (isOffered) return view
  const person = { pick: 'person', label: scene.language.buttons.person }
  scene.state.options = [...scene.state.options, person]
  return { ...view, options: [...view.options, person] }
}

/** Hands the case over. */
export function handOver(scene: Scene): View {
  const { state, event, language } = scene
  const number = event.ticketNumber
  scene.effects.push({ kind: 'openTicket', ticket: draftOf(scene) })
  state.ticket = number
  state.ticketOwner = event.person
  state.enclosed = undefined
  const more = [
    { pick: 'tell', label: language.handOff.buttons.tell },
    { pick: `withdraw:${number}`, label: language.handOff.buttons.withdraw(number) },
    // The way ends here for the bot; whether IT helps is asked when it has.
    ...thumbs(scene),
  ]
  return ask(scene, undefined, { ...say(language.says.handedOver(number)), more })
}

function draftOf(scene: Scene): TicketDraft {
  const { state, event, language } = scene
  const node = nodeOf(scene, state.node)
  const title = node?.title ?? topicOf(scene, state.topic)?.title
  const { words, contact, withoutTranscript } = state.enclosed ?? {}
  const collect = collectLines(scene)
  const fleet = machinesByCause(scene)
  return {
    number: event.ticketNumber,
    ...(state.topic === undefined ? {} : { topic: state.topic }),
    codes: state.codes,
    facts: state.facts,
    tried: state.tried,
    question: title === undefined ? language.says.openNothing : language.says.openQuestion(title),
    ...(fleet.length > 0 && { fleet }),
    ...(event.name !== undefined && { who: event.name }),
    ...(contact !== undefined && { contact }),
    ...(words !== undefined && { words }),
    ...(collect.length > 0 && { collect }),
    consent: { at: event.at, transcript: withoutTranscript !== true },
  }
}
