import type { FactName, Match, Topic } from '../knowledge/index.ts'
import { enter } from './case.ts'
import { plainTitle } from './plain-title.ts'
import { known, type Scene, topicOf } from './scene.ts'
import type { View } from './view.ts'

/** The topic of a new code that the one at hand does not treat, or its twin when the product was corrected. */
export function otherTopic(
  scene: Scene,
  match: Match,
  news: { fresh: FactName[]; corrected: FactName[]; newCodes: string[] },
): string | undefined {
  const first = match.topics[0]
  if (news.corrected.includes('product')) {
    const twin = twinNow(scene)
    if (twin !== undefined) return twin
  }
  if (match.decision !== 'accepted' || first === undefined || first.id === scene.state.topic) return undefined
  const isTwin = topicOf(scene, first.id)?.family === topicOf(scene, scene.state.topic)?.family
  if (isTwin && news.corrected.includes('product')) return first.id
  if (isOtherLicence(scene, match, news.fresh)) return first.id
  const untreated = news.newCodes.filter((code) => code !== match.facts.innerCode?.value && !treats(scene, code))
  return untreated.length > 0 && topicOf(scene, first.id)?.codes.some((code) => untreated.includes(code))
    ? first.id
    : undefined
}

// A paste shows a licence of another kind than the topic at hand asks for or can help with.
function isOtherLicence(scene: Scene, { facts }: Match, fresh: readonly FactName[]): boolean {
  const { activationMethod } = facts
  const isShown = activationMethod !== undefined && activationMethod.from !== 'words'
  if (!isShown || activationMethod.value === 'kms' || !fresh.includes('activationMethod')) return false
  const document = topicOf(scene, scene.state.topic)?.provenance.document
  return Object.values(scene.knowledge.graph.nodes).every(
    ({ fact, provenance }) => provenance.document !== document || !OF_LICENCES.some((one) => one === fact),
  )
}

const OF_LICENCES: readonly FactName[] = ['activationMethod', 'licenseChannel', 'licenseName', 'activationMethodWanted']

// The case is about a product that the topic at hand does not treat, and one of its family does.
function twinNow(scene: Scene): string | undefined {
  const topic = topicOf(scene, scene.state.topic)
  const product = known(scene, 'product')?.value
  const isOf = ({ products }: Topic) => products.some((one) => one === product)
  if (topic === undefined || isOf(topic)) return undefined
  const codes = (one: Topic) => topic.codes.filter((code) => one.codes.includes(code)).length
  const twins = scene.knowledge.graph.topics.filter((one) => one.family === topic.family && isOf(one))
  return twins.sort((left, right) => codes(right) - codes(left))[0]?.id
}

function treats(scene: Scene, code: string): boolean {
  const { graph } = scene.knowledge
  const topic = topicOf(scene, scene.state.topic)
  if (topic?.codes.includes(code)) return true
  const document = topic?.provenance.document
  const words = code.toLowerCase()
  return Object.values(graph.nodes).some(
    (node) =>
      node.provenance.document === document &&
      // What event 12288 may show is another thing than what a program shows now.
      node.fact !== 'innerCode' &&
      JSON.stringify([node.title, node.body, node.choices]).toLowerCase().includes(words),
  )
}

// Calibrated scores: above the second one a text is about another product whatever the case is about.
const SURE = 0.6
const CERTAIN = 0.9

/** The topic of a text that says nothing about the one at hand; never its twin for the product the case is not about. */
export function differentTopic(scene: Scene, match: Match): string | undefined {
  const [first] = match.topics
  const topic = topicOf(scene, first?.id)
  if (match.decision !== 'accepted' || first === undefined || topic === undefined || first.score < SURE)
    return undefined
  const product = known(scene, 'product')?.value
  const fits = product === undefined || topic.products.some((one) => one === product)
  const isTwin = topic.family === topicOf(scene, scene.state.topic)?.family
  return topic.id !== scene.state.topic && (fits || first.score >= CERTAIN) && !isTwin ? topic.id : undefined
}

/** Leaves the topic at hand for another one, and says so. */
export function takeUp(scene: Scene, id: string): View {
  const { state, language } = scene
  const left = topicOf(scene, state.topic)
  // A twin for the other product is the same case, corrected, and a fix that was done leads on; anything else stays open.
  const isTwin = left !== undefined && left.family === topicOf(scene, id)?.family
  const isLeft = left !== undefined && state.asking?.kind !== 'solved' && !isTwin
  if (isLeft) state.pending = [...new Set([left.id, ...state.pending])]
  const corrected = isTwin ? scene.notices.splice(0) : []
  const view = enter(scene, id)
  if (corrected.length > 0) scene.notices.unshift(...corrected)
  else scene.notices.unshift(language.says.takenUp(isLeft ? plainTitle(left.title) : undefined))
  return view
}
