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
export function replyOf(whole: View, setting: Setting): Reply {
  const { view, text } = fitted(whole, setting.language)
  const suggestions = view.options.length > 0 ? { suggestions: view.options.map(({ label }) => label) } : {}
  const beside = { ...suggestions, ...(whole.source && { source: whole.source }) }
  if (setting.profile === 'text') return { kind: 'message', text, ...beside }
  return { kind: 'message', text, card: cardOf(view, setting), ...beside }
}

// A person with a red title bar reads one screen; text and card together stay below 4,000 characters.
const LONGEST_TEXT = 1750

const SHORTER: readonly ((view: View) => View)[] = [
  (view) => ({ ...view, block: undefined }),
  (view) => ({ ...view, body: view.body.slice(0, 1) }),
  (view) => ({ ...view, notes: view.notes.slice(0, 2) }),
  (view) => ({ ...view, options: view.options.map(({ pick, label }) => ({ pick, label })) }),
  (view) => ({ ...view, understood: view.understood.slice(0, 3) }),
  (view) => ({ ...view, body: view.steps.length > 0 ? [] : view.body }),
  (view) => ({ ...view, notes: [] }),
  (view) => ({ ...view, source: undefined }),
]

// What can go first is what "Why?" tells anyway; steps, warnings and the question stay.
function fitted(whole: View, language: Language): { view: View; text: string } {
  let view = whole
  let text = textOf(view, language)
  if (whole.isWhole) return { view, text }
  for (const shorter of SHORTER) {
    if (text.length <= LONGEST_TEXT) break
    view = shorter(view)
    text = textOf(view, language)
  }
  return { view, text }
}
