import type { ChannelProfile, Reply } from '../dialogs/index.ts'

/** The part of an activity that a reply decides. */
export function toContent(reply: Reply, profile: ChannelProfile): Record<string, unknown> {
  const { text, card, suggestions } = reply
  const shown =
    card && profile !== 'text'
      ? { summary: text, attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] }
      : { text, textFormat: 'markdown' }
  return { type: 'message', ...shown, ...(suggestions?.length && { suggestedActions: toActions(suggestions) }) }
}

function toActions(suggestions: string[]): object {
  return { to: [], actions: suggestions.map((title) => ({ type: 'imBack', title, value: title })) }
}
