import type { Match } from '../knowledge/index.ts'
import { learn } from './learn.ts'
import { present } from './present.ts'
import { isRight } from './rights.ts'
import { nodeOf, type Scene } from './scene.ts'
import { isOutputOf } from './told.ts'

/** Tells whether the open question is about who is asking, while a step waits behind it. */
export const isAskingRights = ({ state }: Scene): boolean => state.asking?.kind === 'fact' && isRight(state.asking.fact)

/** Takes it that the step behind the question for rights was run: the question falls away. */
export function tookStep(scene: Scene): void {
  learn(scene, { adminRights: { value: true, from: 'derived' } })
  scene.state.asking = undefined
  present(scene)
}

/** Tells whether a text is what the step at hand prints, or a licence that came of it. */
export function isOutcome(scene: Scene, { evidence, facts }: Match): boolean {
  const node = nodeOf(scene, scene.state.node)
  const tools = evidence.readings.map(({ tool }) => tool).filter((tool) => tool !== 'words')
  const isOfStep = tools.some((tool) => node?.commands.some(({ template }) => isOutputOf(tool, template)))
  return tools.length > 0 && (isOfStep || facts.licenseStatus?.value === 'licensed')
}
