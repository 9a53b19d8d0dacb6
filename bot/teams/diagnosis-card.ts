import { z } from 'zod'

import { type Card, type Diagnosis, languageFor } from '../../dialogs/index.ts'
import type { InboundActivity } from '../activity.ts'
import { CARD } from '../reply-activity.ts'
import { botChatLink } from './deep-link.ts'

/** What a card about somebody's message says. */
export type DiagnosisView = {
  /** What was read, without secrets; the message first. */
  texts: string[]
  /** Not all of it was read. */
  isCut: boolean
  diagnosis?: Diagnosis
}

const WORDS = {
  empty: 'There is no text in this message. Copy the error text or the output of a tool, and paste it here.',
  cut: 'This is a lot of text: only its beginning was read.',
  private: 'Only you see this. Nothing was posted or kept.',
  choose: 'Your answer',
  more: 'Or paste output or more of the error here',
  paste: 'Paste output or more of the error here',
  next: 'Go on',
  chat: 'Go on in the chat',
}

/** The card that answers who asked about a message, as an attachment. */
export function renderDiagnosis(view: DiagnosisView, { recipient }: Pick<InboundActivity, 'recipient'>): object {
  const { texts, isCut, diagnosis } = view
  const cards = diagnosis?.next.cards ?? []
  const shown = diagnosis?.next.needsPerson === true ? cards.flatMap(withoutConsent) : cards.flatMap(withoutInputs)
  const said = cards.length > 0 ? shown : [line(diagnosis?.next.text ?? WORDS.empty)]
  const choices = diagnosis?.next.choices ?? []
  const card: Card = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body: [
      ...(isCut ? [line(WORDS.cut, { isSubtle: true })] : []),
      ...said,
      ...(choices.length > 0 ? [choiceSet(choices)] : []),
      input(choices.length > 0 ? WORDS.more : WORDS.paste),
      line(WORDS.private, { isSubtle: true, size: 'Small' }),
    ],
    actions: [
      { type: 'Action.Submit', title: WORDS.next, data: { kind: 'diagnose', texts } },
      ...chatAction(recipient?.id, diagnosis),
    ],
  }
  return { contentType: CARD, content: card }
}

function withoutInputs({ body }: Card): object[] {
  return body.filter((element) => !('type' in element && String(element.type).startsWith('Input.')))
}

// Nobody is called from here: instead of being asked whether to, who reads is told where.
function withoutConsent({ body }: Card): object[] {
  const at = body.findIndex((element) => QUESTION.safeParse(element).success)
  return [...(at < 0 ? body : body.slice(0, at)), line(languageFor('en').says.handOffInChat)]
}

const Asked = z.object({
  weight: z.literal('Bolder'),
  size: z.undefined().optional(),
  isSubtle: z.undefined().optional(),
})
const QUESTION = z.object({ inlines: z.tuple([Asked]).rest(z.unknown()) })

// A text run shows what it is given: nothing in it is Markdown.
function line(text: string, look: object = {}): object {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...look }], spacing: 'Medium' }
}

const MOST_OPEN = 6

function choiceSet(choices: readonly string[]): object {
  return {
    type: 'Input.ChoiceSet',
    id: 'answer',
    label: WORDS.choose,
    style: choices.length > MOST_OPEN ? 'compact' : 'expanded',
    choices: choices.map((label) => ({ title: label, value: label })),
  }
}

function input(label: string): object {
  return { type: 'Input.Text', id: 'more', label, isMultiline: true, maxLength: 6000 }
}

// Codes at most: a link puts no words of somebody else into the box of who follows it.
function chatAction(bot: string | undefined, diagnosis: Diagnosis | undefined): object[] {
  // Only a bot that Teams knows by its registration can be reached by an address.
  const [, appId] = /^28:([0-9a-f-]{36})$/i.exec(bot ?? '') ?? []
  if (appId === undefined) return []
  const message = diagnosis?.codes.slice(0, MOST_CODES).join(' ') ?? ''
  return [{ type: 'Action.OpenUrl', title: WORDS.chat, url: botChatLink(appId, message) }]
}

const MOST_CODES = 3
