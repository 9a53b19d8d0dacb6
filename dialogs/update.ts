import { ask } from './ask.ts'
import { enter } from './case.ts'
import { present } from './present.ts'
import { nodeOf, type Scene, topicOf } from './scene.ts'
import { say, type View } from './view.ts'

/**
 * Brings a conversation onto the graph of today. The same step goes on unnoticed; a changed one is shown again; where it
 * is gone, the topic starts again with the facts kept.
 */
export function updated(scene: Scene): View | undefined {
  const { state, language, knowledge } = scene
  if (state.node === undefined || state.graph === knowledge.graph.version) return undefined
  const id = nodeOf(scene, state.node) ? state.node : renamed(scene, state.node)
  const node = nodeOf(scene, id)
  if (id === undefined || node === undefined) return startAgain(scene)
  state.node = id
  if (node.hash === state.hash) return undefined
  state.hash = node.hash
  state.part = 0
  scene.notices.push(language.says.stepUpdated)
  return present(scene)
}

function renamed({ knowledge }: Scene, id: string): string | undefined {
  const [document, slug = ''] = id.split('#')
  const entries = Object.entries(knowledge.graph.nodes)
  return entries.find(([key, node]) => key.startsWith(`${document}#`) && node.aliases.includes(slug))?.[0]
}

function startAgain(scene: Scene): View {
  const { state, language } = scene
  const topic = topicOf(scene, state.topic)
  if (topic) {
    scene.notices.push(language.says.guideRestart(topic.title))
    return enter(scene, topic.id)
  }
  Object.assign(state, { node: undefined, hash: undefined, topic: undefined, trail: [] })
  return ask(scene, undefined, say(language.says.guideGone))
}
