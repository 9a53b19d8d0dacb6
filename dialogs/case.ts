import { type DialogGraph, FACTS, type FactName, type Facts, type Match, type Topic } from '../knowledge/index.ts'
import { likest } from './answer.ts'
import { arrive } from './arrive.ts'
import { ask } from './ask.ts'
import { askHelpful } from './feedback.ts'
import { offerNextGroup } from './fleet-next.ts'
import { plainWords } from './intent.ts'
import { learn, sayFact } from './learn.ts'
import { plainTitle } from './plain-title.ts'
import { waysOf } from './present.ts'
import { readOut } from './read-out.ts'
import { known, nodeOf, type Scene, topicOf } from './scene.ts'
import type { ConversationState } from './state.ts'
import { statementsIn } from './statements-in.ts'
import { say, type View } from './view.ts'

/** Starts on a topic: says what it is, and goes as far as what is known and what the opening words state leads. */
export function enter(scene: Scene, id: string, words = ''): View {
  const topic = topicOf(scene, id)
  if (topic === undefined) return ask(scene, undefined, say(scene.language.says.guideGone))
  const { state } = scene
  const left = { node: undefined, hash: undefined, asking: undefined, closed: undefined }
  const pending = state.pending.filter((one) => one !== id)
  scene.state = { ...state, ...left, topic: id, trail: [], rounds: {}, part: 0, misses: 0, utterance: '', pending }
  scene.opening = `**${plainTitle(topic.title)}.** ${firstSentence(topic.summary)}`
  scene.notices.unshift(scene.opening)
  learnCode(scene, topic, words)
  learnOpening(scene, topic.provenance.document, words)
  const view = arrive(scene, topic.entry)
  return takeNamed(scene, words) ?? view
}

// A fork of ways without commands is not asked about where the opening words name one of them in full.
function takeNamed(scene: Scene, words: string): View | undefined {
  const node = nodeOf(scene, scene.state.node)
  const isFork = node?.kind === 'step' && node.commands.length === 0 && node.choices.length > 1
  if (node === undefined || !isFork || words === '') return undefined
  const named = likest(scene.language, words, waysOf(node))
  const way = named && named.score === 1 ? node.choices[Number(named.option.pick.split(':')[1])] : undefined
  return way && arrive(scene, way.target)
}

// Versions of Windows reword the head of a message.
const TAIL_WORDS = 7

// Who pastes the message of a code without the code has told the code.
function learnCode(scene: Scene, { codes, messages }: Topic, words: string): void {
  const [code] = codes
  if (code === undefined || codes.length > 1 || known(scene, 'errorCode') !== undefined) return
  const said = plainWords(words)
  const isSaid = messages.some((message) => said.includes(plainWords(message).split(' ').slice(-TAIL_WORDS).join(' ')))
  if (isSaid) learn(scene, { errorCode: { value: code, from: 'derived' } })
}

// Words before a topic is known can mean many things; here only what this topic asks about.
function learnOpening(scene: Scene, document: string, words: string): void {
  const heard = Object.entries(statementsIn(scene, words))
  if (heard.length === 0) return
  const asked = factsAskedIn(scene.knowledge.graph, document)
  const facts = heard.filter(([fact]) => asked.has(fact as FactName) && known(scene, fact as FactName) === undefined)
  learn(scene, Object.fromEntries(facts.map(([fact, value]) => [fact, { value, from: 'words' }])))
}

function factsAskedIn({ nodes }: DialogGraph, document: string): ReadonlySet<FactName> {
  const asked = new Set<FactName>(['adminRights', 'personRole'])
  for (const { fact, when, provenance } of Object.values(nodes)) {
    if (provenance.document !== document) continue
    if (fact) asked.add(fact)
    for (const one of when ?? []) asked.add(one.fact)
  }
  return asked
}

// The rest is for "Why?".
function firstSentence(summary: string): string {
  const line = summary.replace(/\s+/g, ' ').trim()
  return line.slice(0, line.indexOf('. ') + 1 || line.length)
}

// What an expert would read out first.
const TELLING: readonly FactName[] = [
  'officeVersion',
  'windowsVersion',
  'licenseStatus',
  'innerCode',
  'errorCode',
  'kmsHostAsked',
  'kmsHostSet',
  'kmsHostsPublished',
  'srvRecord',
  'currentCount',
  'listeningPort',
  'portReachable',
  'dnsPublishing',
  'serviceState',
  'edition',
]
const READ_OUT = 3

/** Reads out what a paste told, but for the code that the title of the topic to come says anyway. */
export function tellReadings(scene: Scene, fresh: readonly FactName[], topic?: string): void {
  const { says, sourceName } = scene.language
  const facts: Facts = scene.state.facts
  const title = topicOf(scene, topic)?.title ?? ''
  const isSaid = (fact: FactName) => {
    const code = FACTS[fact].type.kind === 'code' ? String(facts[fact]?.value) : undefined
    return code !== undefined && (title.includes(code) || (fact === 'errorCode' && facts.innerCode?.value === code))
  }
  const telling = TELLING.filter((one) => fresh.includes(one) && !scene.read.has(one) && !isSaid(one))
  for (const fact of telling.slice(0, READ_OUT)) {
    const told = facts[fact]
    if (told === undefined || ['answer', 'words', 'derived', 'default'].includes(told.from)) continue
    const source = sourceName(told.from)
    scene.read.add(fact)
    readOut(scene, source, says.readOut(sayFact(scene, fact, told.value), told.line))
  }
}

/** Remembers further problems of a paste, and says that they come after. */
export function tellAlso(scene: Scene, match: Match): void {
  const { state, language } = scene
  const others = match.also.filter((id) => id !== state.topic && !state.pending.includes(id))
  const titles = others.flatMap((id) => topicOf(scene, id)?.title ?? []).map(plainTitle)
  if (titles.length === 0) return
  state.pending = [...state.pending, ...others]
  scene.notices.push(language.says.alsoSeen(titles))
}

/** Ends the case well. A further problem of the paste is offered, else the person is asked whether it helped. */
export function finish(scene: Scene, sentence: string): View {
  const { state, language } = scene
  const { says, buttons } = language
  state.closed = true
  const group = offerNextGroup(scene, sentence)
  if (group) return group
  const next = topicOf(scene, state.pending[0])
  if (next) {
    const view = say(`${sentence} ${says.anotherProblem(plainTitle(next.title))}`, [
      { pick: 'yes', label: buttons.yes },
      { pick: 'no', label: buttons.no },
    ])
    return ask(scene, { kind: 'also', topic: next.id }, view)
  }
  return askHelpful(scene, say(sentence))
}

/** What stays when a person starts over: nothing of the case but its ticket and what was said once. */
export function restarted(state: ConversationState, fresh: ConversationState): ConversationState {
  return {
    ...fresh,
    turn: state.turn,
    graph: state.graph,
    said: state.said,
    ...(state.ticket ? { ticket: state.ticket } : {}),
  }
}
