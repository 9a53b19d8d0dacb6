import { aside } from './ask.ts'
import { blocksOf } from './base-view.ts'
import { basisOf } from './basis.ts'
import { plainWords } from './intent.ts'
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
  const said = state.question ?? ''
  const how = fact && node.fact !== fact ? [language.facts[fact].how ?? ''].filter((text) => !said.includes(text)) : []
  const reason = node.kind === 'question' ? [says.whyQuestion] : how
  const summary = topicOf(scene, state.topic)?.summary ?? ''
  const body = [
    // A question stands below anyway.
    ...(node.kind === 'question' ? [] : [says.why(node.title)]),
    ...(node.body === '' ? [summary] : blocksOf(fillText(scene, node.body.slice(0, LONGEST_BODY)))),
    ...reason,
  ]
  return aside(scene, { ...say(''), body, source: sourceOf(scene, node) })
}

/** How much of a place is told in words. */
export const LONGEST_BODY = 1200

/** Tells also why the case is where it is, and what was read. */
export function tellWhy(scene: Scene): View {
  const view = explain(scene)
  return nodeOf(scene, scene.state.node) === undefined ? view : { ...view, body: [...view.body, ...basisOf(scene)] }
}

const MOST_TERMS = 3

/** Tells what a term means that somebody asks about; nothing when the text asks about no term. */
export function defineTerm(scene: Scene, text: string): View | undefined {
  const { hear, glossary, says } = scene.language
  if (!hear.DEFINE.test(plainWords(text)) && !hear.DEFINE.test(text.trim().toLowerCase())) return undefined
  const asked = glossary.find(({ heard }) => heard.test(text))
  return asked && aside(scene, say(says.termMeans(asked.name, asked.means)))
}

/** Explains the step at hand and the terms on its card. */
export function explainTerms(scene: Scene): View {
  const { glossary, says } = scene.language
  const node = nodeOf(scene, scene.state.node)
  if (node === undefined) return explain(scene)
  const words = [node.title, node.body, ...node.steps.map(({ text }) => text)].join(' ')
  const terms = glossary.filter(({ heard }) => heard.test(words)).slice(0, MOST_TERMS)
  const view = explain(scene)
  return { ...view, body: [...view.body, ...terms.map(({ name, means }) => says.termMeans(name, means))] }
}
