import { lookUpCode, type Match } from '../knowledge/index.ts'
import { aside, ask } from './ask.ts'
import { enter, tellAlso } from './case.ts'
import { offerPerson } from './escalate.ts'
import { askProduct, lookFirst, personOption, productOption } from './first-look.ts'
import { miss } from './miss.ts'
import { plainTitle } from './plain-title.ts'
import { known, type Scene, topicOf } from './scene.ts'
import { say, type View } from './view.ts'

const LONGEST_UTTERANCE = 4000

/** Finds the topic of what was said so far; asks when it is open, and says so honestly when it is not ours. */
export function decide(scene: Scene, text: string, first: Match): View {
  const { state } = scene
  const match = withEarlierWords(scene, text, first)
  const top = match.topics[0]
  if (match.decision === 'human') return offerPerson(scene)
  if (match.decision === 'accepted' && top)
    return start(scene, twinFor(scene, top.id), `${state.utterance}\n${wordsOf(match)}`, match)
  if (match.decision === 'ambiguous') {
    state.utterance = `${state.utterance}\n${match.evidence.masked}`.trim().slice(-LONGEST_UTTERANCE)
    return askWhich(scene, match)
  }
  return reject(scene, text, match)
}

// What a tool printed states nothing in words; a line that quotes it in passing does.
const wordsOf = ({ evidence }: Match) => (evidence.masked.includes('\n') ? evidence.prose : evidence.masked)

// Of twins that differ by product, the one of the product that was named.
function twinFor(scene: Scene, id: string): string {
  const topic = topicOf(scene, id)
  if (topic === undefined || fits(scene, id)) return id
  const twins = scene.knowledge.graph.topics.filter(({ family }) => family === topic.family)
  return twins.find((twin) => fits(scene, twin.id))?.id ?? id
}

function start(scene: Scene, id: string, words: string, match: Match): View {
  scene.state.topic = id
  tellAlso(scene, match)
  return enter(scene, id, words)
}

// A bare "Office 2010" after "which one?" means the error that was named before.
function withEarlierWords(scene: Scene, text: string, match: Match): Match {
  const { state, knowledge } = scene
  if (state.utterance === '') return match
  const both = knowledge.matcher.match(`${state.utterance}\n${text}`, { facts: state.facts })
  const candidates = state.asking?.kind === 'topic' ? state.asking.candidates : []
  if (match.decision === 'accepted' && both.decision !== 'accepted') return match
  // What neither text is by itself they are not together.
  if (both.decision === 'rejected') return match
  if (both.decision === 'accepted') return both
  const left = candidates.filter((id) => fits(scene, id))
  return left.length === 1 && left[0] ? { ...both, decision: 'accepted', topics: [{ id: left[0], score: 1 }] } : both
}

function fits(scene: Scene, id: string): boolean {
  const product = scene.state.facts.product?.value ?? (scene.state.facts.officeVersion ? 'office' : undefined)
  return product === undefined || topicOf(scene, id)?.products.some((one) => one === product) === true
}

function askWhich(scene: Scene, match: Match): View {
  const { says } = scene.language
  const topics = match.topics.flatMap(({ id }) => topicOf(scene, id) ?? [])
  if (topics.length === 0 && known(scene, 'product')) return lookFirst(scene)
  if (topics.length === 0)
    return ask(scene, { kind: 'fact', fact: 'product' }, { ...say(''), body: [], ...askProduct(scene) })
  const products = new Set(topics.map((topic) => topic.products.join()))
  const candidates = topics.map(({ id }) => id)
  if (topics.length === 2 && products.size === 2 && topics.every((topic) => topic.products.length === 1)) {
    const options = topics.map((topic) => productOption(scene, topic.products[0] ?? 'office', `topic:${topic.id}`))
    const question = says.whichProduct(match.codes[0] ?? says.thatError)
    return ask(scene, { kind: 'topic', candidates, fact: 'product' }, { ...say(''), body: [], question, options })
  }
  const options = topics.map(({ id, title, summary }) => ({
    pick: `topic:${id}`,
    label: plainTitle(title),
    hint: firstSentence(summary),
  }))
  return ask(scene, { kind: 'topic', candidates }, { ...say(''), body: [], question: says.whichOne, options })
}

const firstSentence = (summary: string) => /^.*?[.](?=\s|$)/s.exec(summary)?.[0].replace(/\s+/g, ' ') ?? summary

function reject(scene: Scene, text: string, match: Match): View {
  const { says } = scene.language
  const code = match.codes[0]
  if (match.reason === 'smalltalk') return chat(scene)
  if (match.reason === 'crack') return ask(scene, undefined, say(says.crack))
  if (match.reason === 'undocumented' && code) return undocumented(scene, code)
  if (match.reason === 'foreign') return ask(scene, undefined, say(code ? says.foreignCode(code) : says.foreign))
  return miss(scene, text, match)
}

// A greeting is answered once; what goes on like that needs a person.
function chat(scene: Scene): View {
  const { state, language } = scene
  state.misses += 1
  if (state.misses > 1) return offerPerson(scene, [language.says.notUnderstoodAgain])
  return ask(scene, undefined, say(language.says.smalltalk))
}

function undocumented(scene: Scene, code: string): View {
  const next = lookUpCode(code)?.next
  scene.effects.push({ kind: 'recordMiss', text: code, reason: 'undocumented' })
  const topic = next?.kind === 'topic' ? topicOf(scene, next.topic) : undefined
  const person = personOption(scene)
  const options = topic ? [{ pick: `topic:${topic.id}`, label: plainTitle(topic.title) }, person] : [person]
  return ask(scene, undefined, { ...say('', options), body: codeLines(scene, code) })
}

/** What is known of a code that no document treats. */
export function codeLines({ language }: Scene, code: string): string[] {
  const { says } = language
  const note = lookUpCode(code)
  if (note === undefined) return [says.unknownCode(code)]
  const page = note.next.kind === 'page' ? [`<${note.next.page}>`] : []
  const shown = note.messages[0] === undefined ? [] : [says.codeShows(note.messages[0])]
  return [says.codeMeans(code, note.symbol ?? '', note.meaning), ...shown, says.codeNext(note.next.says), ...page]
}

/** Looks again at the words so far, now that a fact was added. */
export function reconsider(scene: Scene): View {
  const { state, knowledge, language } = scene
  if (state.utterance === '') return known(scene, 'product') ? lookFirst(scene) : aside(scene, say(language.says.help))
  const match = knowledge.matcher.match(state.utterance, { facts: state.facts })
  const [top] = match.topics
  if (match.decision === 'accepted' && top) return start(scene, twinFor(scene, top.id), state.utterance, match)
  return askWhich(scene, { ...match, topics: match.decision === 'ambiguous' ? match.topics : [] })
}
