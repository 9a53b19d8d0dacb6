import type { FactName } from '../knowledge/index.ts'
import { aside } from './ask.ts'
import { choose } from './choose.ts'
import type { AttachedFile, ChoiceData, ConversationEvent, Knowledge, Turn } from './conversation.ts'
import { tellTicket } from './expert.ts'
import { takeThumb } from './feedback.ts'
import { hearTicket } from './hear-ticket.ts'
import { listen } from './listen.ts'
import { milestonesOf } from './milestones.ts'
import { isEvidence, isOthers } from './owner.ts'
import { present } from './present.ts'
import { visible } from './quote.ts'
import { replyOf } from './reply.ts'
import { nodeOf, openScene, type Scene } from './scene.ts'
import type { ConversationState } from './state.ts'
import { QUIET } from './step-aside.ts'
import { updated } from './update.ts'
import { say, type View } from './view.ts'

// Above this nobody reads along; the host refuses more than twice as much on the wire.
const LONGEST_TEXT = 256 * 1024

/** Answers one event of a conversation. Pure: the same knowledge, state and event give the same turn. */
export function converse(
  knowledge: Knowledge,
  state: ConversationState,
  event: ConversationEvent,
): Turn<ConversationState> {
  const scene = openScene(knowledge, state, event)
  const view = respond(scene)
  return view === undefined
    ? { state, replies: [], effects: scene.effects, standing: standing(scene) }
    : { ...shown(scene, opened(scene, state, view)), passed: milestonesOf(state, scene.state, scene.effects) }
}

// A document is named where a conversation comes to it, not with every step in it.
function opened(scene: Scene, before: ConversationState, view: View): View {
  const { source } = view
  if (source === undefined) return view
  const [from, to] = [before.node, scene.state.node].map((node) => nodeOf(scene, node)?.provenance.document)
  const isSame = from === to && scene.opening === undefined
  return isSame ? view : { ...view, source: { ...source, opening: scene.opening ?? source.document } }
}

function shown(scene: Scene, view: View): Turn<ConversationState> {
  const { state, knowledge, event, language, notices, effects } = scene
  state.turn += 1
  state.lastAt = event.at
  state.graph = knowledge.graph.version
  const told = { ...view, understood: [...notices, ...view.understood] }
  const at = { node: state.node ?? '', graph: state.graph, turn: state.turn }
  const profile = scene.isPlain ? 'text' : event.profile
  const reply = replyOf(told, { language, profile, at })
  return { state, replies: [reply], effects, standing: standing(scene, view) }
}

function standing({ state }: Scene, view?: View) {
  const shown = view?.plan ? [] : (view?.steps.flatMap((step) => step.commands) ?? [])
  const commands = shown.map(({ text }) => text)
  return { node: state.node, topic: state.topic, asks: asksOf(state), commands, shown, facts: state.facts }
}

function asksOf({ asking }: ConversationState): FactName[] {
  if (asking?.kind === 'fact') return [asking.fact]
  if (asking?.kind === 'topic' && asking.fact) return [asking.fact]
  return asking?.kind === 'trust' ? ['kmsHostTrusted'] : []
}

function respond(scene: Scene): View | undefined {
  const { event } = scene
  switch (event.kind) {
    case 'joined':
    case 'installed':
      return scene.state.turn === 0 ? say(scene.language.says.greeting) : undefined
    case 'message':
      return takeMessage(scene, event.text, event.files)
    case 'choice':
      return click(scene, event.data)
    case 'feedback':
      return takeThumb(scene, event.helpful, event.words)
    case 'ticket':
      return tellTicket(scene, event)
    case 'elapsed':
      return remind(scene)
  }
}

function takeMessage(scene: Scene, text: string, files: readonly AttachedFile[]): View | undefined {
  const heard = text.length > LONGEST_TEXT ? undefined : hearTicket(scene, text, files)
  if (heard !== undefined) return heard === QUIET ? undefined : heard
  welcomeBack(scene)
  return updated(scene) ?? hearMessage(scene, text, files)
}

// After a night nobody remembers where a conversation stood.
const LONG_SILENCE = 12 * 60 * 60 * 1000

function welcomeBack(scene: Scene): void {
  const { state, event, language, notices } = scene
  if (state.lastAt === 0 || event.at - state.lastAt < LONG_SILENCE) return
  const node = nodeOf(scene, state.node)
  if (node && state.closed !== true) notices.push(language.says.welcomeBack(node.title))
}

function hearMessage(scene: Scene, text: string, files: readonly AttachedFile[]): View {
  const { says } = scene.language
  const whole = [text, ...files.flatMap((file) => file.text ?? [])].filter((part) => part.trim() !== '').join('\n')
  if (whole.length > LONGEST_TEXT) return keep(scene, says.tooLong)
  if (isOthers(scene) && !isEvidence(scene, whole)) return keep(scene, says.othersCase)
  const unread = files.find((file) => file.text === undefined)
  const about = unread && (unread.mediaType.startsWith('image/') ? says.picture : says.otherFile)
  if (visible(whole).trim() === '') return keep(scene, about ?? says.emptyText)
  if (about && !isTelling(scene, whole)) return keep(scene, about)
  if (about) scene.notices.push(about === says.picture ? says.pictureKept : about)
  return listen(scene, whole)
}

// "Here is what I see" says nothing without its picture.
function isTelling({ knowledge, state }: Scene, text: string): boolean {
  const { decision, codes, evidence } = knowledge.matcher.match(text, { facts: state.facts })
  return (
    state.asking !== undefined ||
    decision === 'accepted' ||
    decision === 'human' ||
    codes.length + evidence.readings.length > 0
  )
}

// Says something without moving: the question that was open stays open.
function keep(scene: Scene, sentence: string): View {
  return aside(scene, say(sentence))
}

function click(scene: Scene, data: ChoiceData): View | undefined {
  const { state } = scene
  // Who clicks is told by the channel, where nobody else reads it.
  if (isOthers(scene)) return undefined
  const isOffered = [...state.options, ...state.more].some(({ pick }) => pick === data.pick)
  if (data.turn !== state.turn || !isOffered) return outdated(scene)
  return updated(scene) ?? choose(scene, data.pick)
}

function outdated(scene: Scene): View {
  const { says } = scene.language
  const title = nodeOf(scene, scene.state.node)?.title
  if (title === undefined) return keep(scene, says.earlierNothing)
  scene.notices.push(says.earlier(title))
  return present(scene)
}

function remind(scene: Scene): View | undefined {
  const { state, language } = scene
  const title = nodeOf(scene, state.node)?.title
  if (title === undefined || state.closed || state.asking === undefined || state.said.includes('reminder'))
    return undefined
  state.said.push('reminder')
  return keep(scene, language.says.stillWaiting(title))
}
