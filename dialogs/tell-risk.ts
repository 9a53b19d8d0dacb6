import { aside } from './ask.ts'
import { nodeOf, type Scene } from './scene.ts'
import { procedureOf } from './steps.ts'
import { say, type View } from './view.ts'
import { repeat } from './ways.ts'
import { undoOf } from './where.ts'

/** Tells what the step at hand touches, and how to take it back. */
export function tellRisk(scene: Scene): View {
  const node = nodeOf(scene, scene.state.node)
  if (node === undefined || node.kind === 'question') return repeat(scene)
  const { risk, steps } = procedureOf(scene, node)
  const body = [scene.language.says.touches(risk), ...undoOf(scene, node, steps)]
  return aside(scene, { ...say(''), body })
}
