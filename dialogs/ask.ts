import type { Scene } from './scene.ts'
import type { Asking, Option } from './state.ts'
import type { View } from './view.ts'

/** Makes a view wait for an answer: its options become what can be said or clicked. */
export function ask(scene: Scene, asking: Asking | undefined, view: View): View {
  scene.state.asking = asking
  scene.state.question = view.question
  scene.state.options = view.options
  scene.state.more = view.more
  return view
}

/** Says something without moving: what was asked and offered stays in force. */
export function aside(scene: Scene, view: View): View {
  const { asking, options, more, question } = scene.state
  return ask(scene, asking, { ...view, question: view.question ?? question, options, more })
}

/** Back, why and start over: in the overflow of a card, and as words anywhere. */
export function overflow({ language, state }: Scene): Option[] {
  const { back, why, restart } = language.buttons
  const shownBefore = state.trail.filter(({ shown }) => shown).length > 1
  return [
    ...(shownBefore ? [{ pick: 'back', label: back }] : []),
    { pick: 'why', label: why },
    { pick: 'restart', label: restart },
  ]
}
