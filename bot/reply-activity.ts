import type { ChannelProfile, Reply } from '../dialogs/index.ts'

/** The part of an activity that a reply decides. A card has its own buttons; a text needs suggestions. */
export function toContent({ text, card, suggestions }: Reply, profile: ChannelProfile): Record<string, unknown> {
  if (card && profile !== 'text') {
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }]
    return { type: 'message', summary: text, attachments }
  }
  const actions = suggestions?.length ? { suggestedActions: toActions(suggestions) } : {}
  return { type: 'message', text, textFormat: 'markdown', ...actions }
}

function toActions(suggestions: string[]): object {
  return { to: [], actions: suggestions.map((title) => ({ type: 'imBack', title, value: title })) }
}
