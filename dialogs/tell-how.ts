import { takeUnknown } from './answers.ts'
import { aside } from './ask.ts'
import { blocksOf } from './base-view.ts'
import { explain, LONGEST_BODY } from './explain.ts'
import { nodeOf, type Scene } from './scene.ts'
import { fillText } from './steps.ts'
import { say, type View } from './view.ts'
import { sourceOf } from './where.ts'

/** Tells how to find the answer to what is asked; where nobody wrote that down, it goes on as if it was unknown. */
export function tellHow(scene: Scene): View {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  const fact = state.asking?.kind === 'fact' ? state.asking.fact : undefined
  const how = fact && language.facts[fact].how
  if (node?.kind !== 'question') return explain(scene)
  if (node.body === '' && how === undefined) return takeUnknown(scene)
  const found = blocksOf(fillText(scene, node.body.slice(0, LONGEST_BODY)))
  const body = [...found, ...(how === undefined || node.body.includes(how) ? [] : [how])]
  return aside(scene, { ...say(''), body, source: sourceOf(scene, node) })
}
