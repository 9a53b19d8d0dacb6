import { aside } from './ask.ts'
import { nodeOf, type Scene, topicOf } from './scene.ts'
import { fillText } from './steps.ts'
import { say, type View } from './view.ts'
import { repeat } from './ways.ts'
import { sourceOf } from './where.ts'

/** Tells what the step or question at hand is about, and how to find the answer. */
export function explain(scene: Scene): View {
  const { state, language } = scene
  const node = nodeOf(scene, state.node)
  if (node === undefined) return repeat(scene)
  const { says } = language
  const fact = state.asking?.kind === 'fact' ? state.asking.fact : undefined
  const how = fact && node.fact !== fact ? [language.facts[fact].how ?? ''] : []
  const reason = node.kind === 'question' ? [says.whyQuestion] : how
  const summary = topicOf(scene, state.topic)?.summary ?? ''
  const body = [
    says.why(node.title),
    ...(node.body === '' ? [summary] : [fillText(scene, node.body.slice(0, 1200))]),
    ...reason,
  ]
  return aside(scene, { ...say(''), body, source: sourceOf(scene, node) })
}
