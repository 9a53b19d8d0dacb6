import { z } from 'zod'

import type { ChoiceData } from '../dialogs/index.ts'
import { choiceLabel } from './choice-label.ts'
import { CARD } from './reply-activity.ts'
import { SENTENCES } from './sentences.ts'

/** The answer to a click on `Action.Execute`: a card to put in place of the clicked one, or words below it. */
export type InvokeAnswer = { statusCode: 200; type: string; value: unknown }

const Element = z.looseObject({ type: z.string() })
const Shown = z.object({
  attachments: z.tuple([
    z.object({
      content: z.looseObject({
        body: z.array(Element),
        actions: z.array(z.object({ data: z.object({ node: z.string(), turn: z.int() }) })),
      }),
    }),
  ]),
})

/** What a click comes to on the clicked card. `last` is what the bot had shown last, `replies` what it says now. */
export function toInvokeAnswer(
  { data, last }: { data: ChoiceData; last: unknown },
  { state, replies }: { state?: unknown; replies: readonly unknown[] },
): InvokeAnswer {
  if (replies.length === 0) return words(SENTENCES.othersCase)
  const card = state === undefined ? undefined : answeredCard(last, data)
  return card ? { statusCode: 200, type: CARD, value: card } : words(SENTENCES.answered)
}

/** The card as it stays in the conversation: what was chosen instead of the buttons. */
function answeredCard(last: unknown, data: ChoiceData): object | undefined {
  const shown = Shown.safeParse(last)
  const label = choiceLabel(last, data.pick)
  if (!shown.success || label === undefined) return undefined
  const { actions, body, ...card } = shown.data.attachments[0].content
  if (!actions.some(({ data: { node, turn } }) => node === data.node && turn === data.turn)) return undefined
  const chosen = { type: 'RichTextBlock', separator: true, inlines: [run(SENTENCES.chose), bold(label)] }
  return { ...card, body: [...body.filter(({ type }) => !type.startsWith('Input.')), chosen] }
}

const run = (text: string) => ({ type: 'TextRun', text, isSubtle: true })
const bold = (text: string) => ({ type: 'TextRun', text, weight: 'Bolder' })

/** Words for who clicked, below the card that stays as it is. */
export function words(value: string): InvokeAnswer {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value }
}
