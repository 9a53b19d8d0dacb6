import type { Match } from '../knowledge/index.ts'
import { goOn } from './answers.ts'
import { codeLines } from './decide.ts'
import type { Scene } from './scene.ts'
import type { View } from './view.ts'

/** Says what is not ours; the step at hand stays. */
export function sayWhy(scene: Scene, text: string, match: Match, newCodes: readonly string[]): View | undefined {
  const { language } = scene
  const { says } = language
  const [code] = newCodes
  if (match.decision !== 'rejected') return undefined
  // In a case, talk of keys is not yet talk of cracks.
  if (match.reason === 'crack' && !language.hear.CRACK.test(text.toLowerCase())) return undefined
  if (match.reason === 'crack') scene.notices.push(says.crack)
  else if (match.reason === 'foreign') scene.notices.push(code ? says.foreignCode(code) : says.foreign)
  else if (match.reason === 'smalltalk') scene.notices.push(says.smalltalk)
  else if (match.reason === 'undocumented' && code) scene.notices.push(...codeLines(scene, code))
  else return undefined
  scene.state.misses = 0
  return goOn(scene)
}
