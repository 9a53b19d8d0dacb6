import type { Match } from '../knowledge/index.ts'
import { aside } from './ask.ts'
import { repeatConsent } from './consent.ts'
import { offerPerson, withPerson } from './escalate.ts'
import { runningTicket } from './expert.ts'
import { plainWords } from './intent.ts'
import { present } from './present.ts'
import { nodeOf, type Scene } from './scene.ts'
import { isTicketOwner } from './step-aside.ts'
import { say, type View } from './view.ts'

const PATIENCE = 2
const LONGEST_KEPT = 500
const LONGEST_ADDED = 32 * 1024

/** Says that a text could not be used and asks again; the second time a person is offered. */
export function miss(scene: Scene, text: string, match: Match): View {
  const { state, language } = scene
  const { says } = language
  state.misses += 1
  if (state.ticket !== undefined && runningTicket(scene)) return add(scene, state.ticket, match)
  scene.effects.push({
    kind: 'recordMiss',
    text: match.evidence.masked.slice(0, LONGEST_KEPT),
    reason: match.reason ?? 'notAnAnswer',
  })
  const isAgain = state.misses >= PATIENCE
  // What is about to be sent stays on the table.
  if (state.asking?.kind === 'consent') return repeatConsent(scene, says.notAnAnswer)
  if (text.trim() !== '' && state.node === undefined) {
    if (isAgain) return offerPerson(scene, [says.notUnderstoodAgain])
    return say(says.notUnderstood)
  }
  const isAsking = nodeOf(scene, state.node)?.body !== '' && language.hear.ASKS_WHEN.test(plainWords(text))
  const sentence = isAgain ? says.notAnAnswerAgain : isAsking ? says.whatIKnow : says.notAnAnswer
  // A step is still on the screen; only a question is worth showing again.
  if (nodeOf(scene, state.node)?.kind !== 'question')
    return aside(scene, { ...say(sentence), question: openQuestion(scene) })
  scene.notices.push(sentence)
  const view = present(scene)
  return isAgain ? withPerson(scene, view) : view
}

// What is written beside a case is for IT: it may be a telephone number, and asks the bot nothing.
function add(scene: Scene, number: string, { evidence }: Match): View {
  const words = evidence.masked.slice(0, LONGEST_ADDED).toWellFormed()
  if (words.trim() !== '' && isTicketOwner(scene)) scene.effects.push({ kind: 'tellExpert', number, words })
  return aside(scene, say(scene.language.says.alreadyHandedOver(number)))
}

// What is asked for a command is put again with how to find out; any other question as it was put.
function openQuestion({ state, language }: Scene): string | undefined {
  if (state.asking?.kind !== 'fact') return state.question
  const { ask, how } = language.facts[state.asking.fact]
  return [ask, how].filter(Boolean).join(' ')
}
