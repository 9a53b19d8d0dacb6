import { aside } from './ask.ts'
import { findTool } from './first-look.ts'
import { plainWords } from './intent.ts'
import { nodeOf, type Scene } from './scene.ts'
import { say, type View } from './view.ts'

const CODE = /0x[0-9a-f]{3,8}/i

/** Helps with a command that fails before its tool says anything; nothing when a text tells no such trouble. */
export function tellTrouble(scene: Scene, text: string): View | undefined {
  const { hear, says } = scene.language
  const node = nodeOf(scene, scene.state.node)
  if (node?.commands.length === 0 || CODE.test(text)) return undefined
  const words = plainWords(text)
  const trouble = hear.TROUBLES.find(([, pattern]) => pattern.test(words))?.[0]
  if (trouble === undefined) return undefined
  if (node) return aside(scene, say(says.troubles[trouble]))
  // A code's guide says more of a refusal.
  return trouble === 'denied' ? undefined : findTool(scene, words, says.troubles[trouble])
}
