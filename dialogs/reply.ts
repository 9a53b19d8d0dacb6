import { cardOf } from './cards/index.ts'
import type { ChannelProfile, Reply } from './conversation.ts'
import type { Language } from './languages/index.ts'
import { textOf } from './text.ts'
import type { View } from './view.ts'

/** For whom a reply is made, and where its buttons belong. */
export type Setting = {
  language: Language
  profile: ChannelProfile
  at: { node: string; graph: string; turn: number }
}

/** Makes the reply of a view: a card where the channel shows cards, and always a text that is complete by itself. */
export function replyOf(view: View, setting: Setting): Reply {
  const text = textOf(view, setting.language)
  const suggestions = view.options.length > 0 ? { suggestions: view.options.map(({ label }) => label) } : {}
  if (setting.profile === 'text') return { kind: 'message', text, ...suggestions }
  return { kind: 'message', text, card: cardOf(view, setting), ...suggestions }
}
