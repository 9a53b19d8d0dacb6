import { ask } from './ask.ts'
import type { TicketDraft } from './conversation.ts'
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
  const { says, buttons } = scene.language
  const { state } = scene
  const steps = state.tried.length
  const options = [{ pick: 'yes', label: buttons.send }, { pick: 'no', label: buttons.dontSend }, ...more]
  if (state.ticket !== undefined) {
    const view = on ?? say([...before, says.alreadyHandedOver(state.ticket)].join(' '))
    return ask(scene, undefined, {
      ...view,
      notes: on ? [...view.notes, says.alreadyHandedOver(state.ticket)] : view.notes,
    })
  }
  const view = on ?? { ...say(before[0] ?? ''), body: before.filter((line) => line !== '') }
  return ask(
    scene,
    { kind: 'consent' },
    { ...view, question: says.offerPerson(Object.keys(state.facts).length, steps), options },
  )
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
  state.ticket = event.ticketNumber
  scene.effects.push({ kind: 'openTicket', ticket: draftOf(scene) })
  return ask(scene, undefined, say(language.says.handedOver(event.ticketNumber)))
}

function draftOf(scene: Scene): TicketDraft {
  const { state, event, language } = scene
  const node = nodeOf(scene, state.node)
  const title = node?.title ?? topicOf(scene, state.topic)?.title
  return {
    number: event.ticketNumber,
    ...(state.topic === undefined ? {} : { topic: state.topic }),
    codes: state.codes,
    facts: state.facts,
    tried: state.tried,
    question: title === undefined ? language.says.openNothing : language.says.openQuestion(title),
  }
}
