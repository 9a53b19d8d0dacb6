import { z } from 'zod'

import { type Diagnosis, type Knowledge, languageFor } from '../../dialogs/index.ts'
import type { InboundActivity } from '../activity.ts'
import { answerRequest } from '../diagnose/index.ts'
import { HttpError } from '../http/index.ts'
import { renderDiagnosis } from './diagnosis-card.ts'
import { plainText } from './plain-text.ts'

export type MessageActionPorts = {
  knowledge: () => Knowledge
  /** The text without its secrets. */
  mask: (text: string) => string
}

/** What goes from one look at the card to the next: nothing is kept in between. */
const Carried = z.object({
  kind: z.literal('diagnose'),
  texts: z.array(z.string().max(10_000)).max(12),
  /** What was chosen, and what was typed. */
  answer: z.string().max(500).optional().catch(undefined),
  more: z.string().max(64_000).optional().catch(undefined),
})
const Payload = z.object({
  commandId: z.literal('diagnose'),
  messagePayload: z
    .object({ body: z.object({ contentType: z.string().optional(), content: z.string().nullish() }).nullish() })
    .nullish(),
})
const Submitted = z.object({ commandId: z.literal('diagnose'), data: Carried })

const LONGEST_HTML = 256 * 1024
/** How much of a text is read, in characters: with its answers it goes back and forth in the card. */
const LONGEST_TEXT = 6000
const LONGEST_IN_ALL = 10_000

/**
 * Answers "Diagnose activation error" on somebody's message: a card that only who asked sees. Nothing is stored or
 * posted. Undefined for other invokes.
 */
export function answerMessageAction(ports: MessageActionPorts, activity: InboundActivity): object | undefined {
  const texts = textsOf(activity)
  if (!texts) return undefined
  const safe = texts.map((text) => cut(ports.mask(text))).filter((text) => text !== '')
  const kept = withinAll(safe)
  const isCut = texts.some((text) => text.length > LONGEST_TEXT) || kept.length < safe.length
  const [text, ...before] = [...kept].reverse()
  // Nothing stands above the card here, so it says its document itself, as elsewhere than in a chat of Teams.
  const diagnosis =
    text === undefined ? undefined : answerRequest(ports.knowledge(), { text, earlier: before.reverse() }, 'webchat')
  const card = renderDiagnosis({ texts: kept, isCut, ...(diagnosis && { diagnosis: inOneLook(diagnosis) }) }, activity)
  return { task: { type: 'continue', value: { ...DIALOG, card } } }
}

const DIALOG = { title: 'Activation support', width: 'medium', height: 'medium' }

/** All that was said, the message first; nothing when it is no invoke of this kind. */
function textsOf({ name, value }: InboundActivity): string[] | undefined {
  if (name === 'composeExtension/fetchTask') {
    const { success, data } = Payload.safeParse(value)
    if (!success) return undefined
    const { contentType, content } = data.messagePayload?.body ?? {}
    const said = (content ?? '').slice(0, LONGEST_HTML)
    return [contentType === 'text' ? said.trim() : plainText(said)]
  }
  if (name !== 'composeExtension/submitAction') return undefined
  const { success, data } = Submitted.safeParse(value)
  if (!success) throw new HttpError(400, 'BadSubmit')
  const { texts, answer = '', more = '' } = data.data
  return [...texts, ...(answer === '' ? [] : [answer]), ...(more.trim() === '' ? [] : [more.trim()])]
}

const cut = (text: string) => text.slice(0, LONGEST_TEXT).toWellFormed().trim()

// The newest texts matter most; the message itself is what it is about.
function withinAll([message, ...answers]: string[]): string[] {
  if (message === undefined) return []
  const kept: string[] = []
  let left = LONGEST_IN_ALL - message.length
  for (const answer of answers.reverse()) {
    left -= answer.length
    if (left < 0) break
    kept.unshift(answer)
  }
  return [message, ...kept]
}

// Who reads here is not in a conversation: a person is called from the chat.
function inOneLook({ next, ...diagnosis }: Diagnosis): Diagnosis {
  const { person, cannot } = languageFor('en').buttons
  const choices = next.needsPerson ? [] : next.choices.filter((label) => label !== person && label !== cannot)
  return { ...diagnosis, next: { ...next, choices } }
}
