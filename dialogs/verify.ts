import type { FactName, Facts, GraphNode, Match } from '../knowledge/index.ts'
import { arrive } from './arrive.ts'
import { finish } from './case.ts'
import { offerPerson } from './escalate.ts'
import { nodeOf, type Scene, topicOf } from './scene.ts'
import { isOutputOf } from './told.ts'
import type { View } from './view.ts'
import { changes, FAILING, takeWay } from './ways.ts'

/** Ends the case when a paste after a fix shows a licensed product. */
export function verified(scene: Scene, match: Match, before: Facts): View | undefined {
  const { state, language } = scene
  const status = match.facts.licenseStatus
  const wasLicensed = before.licenseStatus?.value === 'licensed'
  const isHere = state.asking?.kind === 'solved' || (state.asking?.kind === 'way' && changes(scene, state.node))
  const afterFix = isHere || (!wasLicensed && state.tried.some(({ node }) => changes(scene, node)))
  const ofHost = match.facts.machineRole?.value === 'kmsHost' && !topicOf(scene, state.topic)?.roles.includes('kmsHost')
  if (!afterFix || ofHost || status?.value !== 'licensed' || status.from === 'words') return undefined
  const last = state.tried.at(-1)
  if (last) last.result = 'worked'
  const days = match.facts.graceDays?.value
  return finish(scene, typeof days === 'number' ? language.says.licensedDays(days) : language.says.licensed)
}

/** Goes back to the first place where a corrected fact decided the way. */
export function rewind(scene: Scene, corrected: readonly FactName[]): View | undefined {
  const { state } = scene
  const decides = (id: string, fact: FactName) => {
    const node = nodeOf(scene, id)
    return node?.fact === fact || node?.when?.some((condition) => condition.fact === fact) === true
  }
  const at = state.trail.findIndex((stop) => corrected.some((fact) => decides(stop.node, fact)))
  const stop = state.trail[at]
  if (stop === undefined) return undefined
  state.trail = state.trail.slice(0, at)
  state.misses = 0
  return arrive(scene, stop.node)
}

/** Goes on from a step when a text is the output of its last command and says that it worked, or what IT wants to see. */
export function carriedOut(scene: Scene, { evidence, facts, codes }: Match): View | undefined {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  const tools = evidence.readings.map(({ tool }) => tool)
  const isOutput = (template: string | undefined) =>
    template !== undefined && tools.some((tool) => tool !== 'words' && isOutputOf(tool, template))
  if (node?.kind === 'escalation' && node.commands.some(({ template }) => isOutput(template))) return offerPerson(scene)
  const run = node === undefined ? [] : changing(node)
  const last = run.at(-1)
  const hasWorked = facts.commandSucceeded?.value === true && codes.every((code) => code === '0x0')
  if (node === undefined || !hasWorked) return undefined
  if (!isOutput(last?.template))
    return restOf(
      scene,
      node,
      run.findIndex(({ template }) => isOutput(template)),
    )
  if (node.kind === 'resolution') return finish(scene, language.says.solved)
  const way = node.choices.findIndex(({ label }) => !FAILING.test(label))
  return way < 0 ? undefined : takeWay(scene, way)
}

// Of several commands one was run: the way to the node that holds the next one holds what is left to do.
function restOf(scene: Scene, node: GraphNode, done: number): View | undefined {
  const next = done < 0 ? undefined : changing(node)[done + 1]
  const way = node.choices.findIndex(({ target }) => {
    const ahead = nodeOf(scene, target)
    return next !== undefined && ahead !== undefined && changing(ahead)[0]?.template === next.template
  })
  return way < 0 ? undefined : takeWay(scene, way)
}

const changing = ({ commands }: GraphNode) => commands.filter(({ risk }) => risk !== 'reads')
