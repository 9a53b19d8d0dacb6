import type { Match } from '../knowledge/index.ts'
import { aside, ask } from './ask.ts'
import type { Scene } from './scene.ts'
import type { Option } from './state.ts'
import { say, type View } from './view.ts'

/** The thumbs below an end of the way. */
export function thumbs({ language }: Scene): Option[] {
  const { helpful, unhelpful } = language.buttons
  return [
    { pick: 'helpful', label: helpful },
    { pick: 'unhelpful', label: unhelpful },
  ]
}

/** Ends with the question whether it helped. */
export function askHelpful(scene: Scene, view: View): View {
  const question = scene.language.says.wasItHelpful
  return ask(scene, { kind: 'feedback' }, { ...view, options: thumbs(scene), question })
}

/** Notes whether an answer was of use; who says that it was not is asked why, once. */
export function takeFeedback(scene: Scene, isHelpful: boolean, words?: string): View {
  note(scene, isHelpful, words)
  const { says, reasons } = scene.language
  if (isHelpful || words !== undefined) return ask(scene, undefined, say(says.feedbackThanks))
  const options = Object.entries(reasons).map(([pick, label]) => ({ pick: `reason:${pick}`, label }))
  return ask(scene, { kind: 'reason' }, { ...say(says.feedbackThanks), question: says.whatWasWrong, options })
}

/** Notes a thumb that stands below every message of a channel: what was open stays open. */
export function takeThumb(scene: Scene, isHelpful: boolean, words?: string): View {
  const { asking } = scene.state
  if (asking === undefined || asking.kind === 'feedback') return takeFeedback(scene, isHelpful, words)
  note(scene, isHelpful, words)
  return aside(scene, say(scene.language.says.feedbackThanks))
}

/** Notes why an answer was of no use: one of the reasons offered. */
export function takeReason(scene: Scene, pick: string): View {
  const reasons: Record<string, string> = scene.language.reasons
  return takeFeedback(scene, false, Object.hasOwn(reasons, pick) ? reasons[pick] : undefined)
}

/** Whether words are a reason, and not the next problem: they say nothing about an activation. */
export function isReason({ state }: Scene, { codes, evidence, decision, reason }: Match): boolean {
  const isTalk = codes.length === 0 && evidence.readings.every(({ tool }) => tool === 'words')
  return state.asking?.kind === 'reason' && isTalk && decision === 'rejected' && reason !== 'crack'
}

function note({ state, knowledge, effects }: Scene, helpful: boolean, words: string | undefined): void {
  const node = state.node ?? ''
  const graph = knowledge.graph.version
  effects.push({ kind: 'recordFeedback', node, graph, helpful, ...(words === undefined ? {} : { words }) })
}
