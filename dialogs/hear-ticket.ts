import { maskSecrets } from '../knowledge/index.ts'
import { choose } from './choose.ts'
import { hearConsent } from './consent.ts'
import type { AttachedFile } from './conversation.ts'
import { isOthers } from './owner.ts'
import type { Scene } from './scene.ts'
import { hearWish, isTicketOwner, passOn, type QUIET } from './step-aside.ts'
import type { View } from './view.ts'

/** Hears what a message means for tickets: words for the expert, a wish, or what goes with a ticket. */
export function hearTicket(
  scene: Scene,
  text: string,
  files: readonly AttachedFile[],
): View | typeof QUIET | undefined {
  const { state, knowledge, language } = scene
  const isAsked = state.asking?.kind === 'note' || state.asking?.kind === 'consent'
  if (state.expert !== undefined && isTicketOwner(scene)) {
    const whole = [text, ...files.flatMap((file) => file.text ?? [])].join('\n')
    const codes = knowledge.matcher.match(whole, { facts: {} }).codes
    const { masked, keys } = maskSecrets(whole)
    const hidden = keys.some(({ published }) => published === undefined) ? [language.says.keyHidden] : []
    const passed = passOn(scene, { text, masked, codes, files, hidden })
    if (passed !== undefined) return passed
  }
  const wish = hearWish(scene, text)
  if (wish !== undefined) return choose(scene, wish)
  return isAsked && !isOthers(scene) ? hearConsent(scene, text, maskSecrets(text).masked) : undefined
}
