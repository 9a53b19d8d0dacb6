import { stemWords } from '../knowledge/index.ts'
import { clauses } from './answer.ts'
import { aside } from './ask.ts'
import { type GuideSentence, guideSentences } from './guide-sentences.ts'
import { plainWords } from './intent.ts'
import { graphOf, known, nodeOf, type Scene, topicOf } from './scene.ts'
import { say, type View } from './view.ts'
import { sourceOf } from './where.ts'

const LONGEST = 300

/** Answers a question beside the case with the sentence of the documents that tells it; what was asked stays open. */
export function tellFromGuide(scene: Scene, text: string): View | undefined {
  const question = questionIn(scene, text)
  const found = question === undefined ? undefined : findSentence(scene, question)
  if (found === undefined) return undefined
  // What stands at the place at hand is shown there as a whole.
  const node = nodeOf(scene, found.node)
  const isHere = found.node === scene.state.node && node?.body.replace(/\s+/g, ' ').includes(found.text) === true
  if (isHere && scene.language.hear.ASKS_WHEN.test(plainWords(text))) return undefined
  return aside(scene, { ...say(found.text), ...(node && { source: sourceOf(scene, node) }) })
}

function questionIn({ language }: Scene, text: string): string | undefined {
  if (text.length > LONGEST || text.trim().includes('\n')) return undefined
  const asked = clauses(plainWords(text)).map((clause) => clause.replace(language.hear.QUESTION.LEAD, ''))
  return asked.findLast((clause) => language.hear.QUESTION.ASKS.test(clause))
}

// Of the words of the question that the documents know, by their weight; other documents must fit better than the one at hand.
const ENOUGH = { own: 0.5, other: 0.75 }
const FEWEST = { own: 2, other: 3 }

function findSentence(scene: Scene, question: string): GuideSentence | undefined {
  const { QUESTION } = scene.language.hear
  const stemsOf = (text: string) => stemWords(sameWords(scene, text))
  const { all, spread } = guideSentences(graphOf(scene), stemsOf)
  const stems = [...new Set(stemsOf(question.replace(QUESTION.SMALL, ' ')))].filter((stem) => spread.has(stem))
  const weight = (stem: string) => Math.log(all.length / (spread.get(stem) ?? all.length))
  const whole = sum(stems.map(weight))
  const asksNumber = QUESTION.NUMBER.test(question)
  const own = documentsOf(scene)
  const ranked = all
    .filter(({ text, document }) => (!asksNumber || QUESTION.FIGURE.test(text)) && !isOfOther(scene, document))
    .map((sentence) => {
      const shared = stems.filter((stem) => sentence.stems.has(stem))
      const above = stems.filter((stem) => sentence.above.has(stem) && !shared.includes(stem))
      const kind = own.has(sentence.document) ? 'own' : 'other'
      const isFew = shared.length === 0 || shared.length + above.length < FEWEST[kind]
      const score = isFew ? 0 : (sum(shared.map(weight)) + sum(above.map(weight)) / 2) / whole
      return { sentence, kind, score: score / ENOUGH[kind] }
    })
    .filter(({ score }) => score >= 1)
    .sort((left, right) => Number(right.kind === 'own') - Number(left.kind === 'own') || right.score - left.score)
  return ranked[0]?.sentence
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

// PCs are clients, machines and computers as well.
const sameWords = ({ language }: Scene, text: string) =>
  text.toLowerCase().replace(/[a-z]+/g, (word) => language.hear.SAME_WORDS[word] ?? word)

function isOfOther(scene: Scene, document: string): boolean {
  const product = known(scene, 'product')?.value
  const topic = graphOf(scene).topics.find(({ provenance }) => provenance.document === document)
  return topic !== undefined && product !== undefined && !topic.products.some((one) => one === product)
}

function documentsOf(scene: Scene): Set<string> {
  const places = [topicOf(scene, scene.state.topic), nodeOf(scene, scene.state.node)]
  return new Set(places.flatMap((one) => one?.provenance.document ?? []))
}
