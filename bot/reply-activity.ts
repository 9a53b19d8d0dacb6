import type { Card, ChannelProfile, Reply } from '../dialogs/index.ts'
import { plainSummary } from './plain-summary.ts'
import { cited } from './teams/citation.ts'

/** The part of an activity that a reply decides. A card has its own buttons; a text needs suggestions. */
export function toContent(
  { text, card, suggestions, source }: Reply,
  profile: ChannelProfile,
): Record<string, unknown> {
  const citation = profile === 'teams' && source ? cited(source, card ? undefined : text) : {}
  if (card && profile !== 'text') {
    const attachments = [{ contentType: CARD, content: profile === 'teams' ? widened(card) : card }]
    if (profile !== 'teams') return { type: 'message', summary: text, attachments }
    return { type: 'message', summary: plainSummary(text), attachments, ...citation, ...(isEnd(card) && THUMBS) }
  }
  const actions = suggestions?.length ? { suggestedActions: toActions(suggestions) } : {}
  return { type: 'message', text, textFormat: 'markdown', ...actions, ...citation }
}

// What Teams shows below an answer to say whether it helped. Not "AI generated": documents are.
const THUMBS = { channelData: { feedbackLoop: { type: 'default' } } }
const ENDS = ['worked', 'helpful']

/** Whether a card is the end of a way, where the person can say what came of it. */
function isEnd({ actions = [] }: Card): boolean {
  return actions.some((action) => 'data' in action && ENDS.includes(String((action.data as { pick?: unknown }).pick)))
}

/** The content type of Adaptive Cards, in attachments and in answers to an invoke. */
export const CARD = 'application/vnd.microsoft.card.adaptive'

// Commands are long, and Teams breaks them at half the width of the window unless asked for all of it.
function widened(card: Card): Card {
  const hasCommand = card.body.some((element) => 'type' in element && element.type === 'CodeBlock')
  return hasCommand ? { ...card, msteams: { width: 'Full' } } : card
}

function toActions(suggestions: string[]): object {
  return { to: [], actions: suggestions.map((title) => ({ type: 'imBack', title, value: title })) }
}
