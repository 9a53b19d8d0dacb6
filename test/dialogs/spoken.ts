import type { Knowledge } from '../../dialogs/index.ts'
import { type Choice, FACTS, type FactName, type FactType, type GraphNode, holds } from '../../knowledge/index.ts'
import { OUTPUTS } from './outputs.ts'
import { startTalk, type Talk } from './talk.ts'
import { type Move, standingAt } from './walker.ts'

/** Says, at every question, each of its answers in free words, and pastes the output that gives it. */
export function* walkInWords(knowledge: Knowledge): Generator<Move & { choice: Choice; kind: 'words' | 'evidence' }> {
  for (const [id, node] of Object.entries(knowledge.graph.nodes)) {
    if (node.kind !== 'question') continue
    const there = startTalk(knowledge, 'webchat', standingAt(knowledge, id)).say('repeat')
    for (const choice of node.choices) {
      for (const by of wordsFor(choice)) yield { from: id, by, talk: there.say(by), choice, kind: 'words' }
      const pastes = pastesFor(knowledge, node, choice)
      if (pastes === undefined) continue
      const talk = pastes.reduce((before, paste) => before.say(paste), there)
      yield { from: id, by: pastes.join('\n'), talk, choice, kind: 'evidence' }
    }
  }
}

function wordsFor({ label, value }: Choice): string[] {
  const plain = label.replace(/[.?]$/, '')
  const spoken = [plain.toLowerCase(), `${plain}, I think`, `hm, ${plain.toLowerCase()}`]
  if (value === 'true') return [...spoken, 'yes it is', 'yes, I am sure of that']
  if (value === 'false') return [...spoken, 'no it is not', 'no, I am sure of that']
  return value === '?' ? [...spoken, 'no idea', 'how would I know'] : spoken
}

/** The outputs of tools that tell the value of a choice; nothing where no tool does. */
function pastesFor(knowledge: Knowledge, { fact, provenance }: GraphNode, { value }: Choice): string[] | undefined {
  const print = fact && OUTPUTS[fact]
  if (fact === undefined || print === undefined || value === undefined || value === '?') return undefined
  const topic = knowledge.graph.topics.find(({ id }) => id === provenance.document)
  const product = topic?.products.length === 1 && topic.products[0] === 'windows' ? 'windows' : 'office'
  return candidates(fact, value)
    .flatMap((one) => [print(one, product) ?? []])
    .find((pastes) => pastes.length > 0)
}

// Values that a choice may mean: those it names, and some of the fact for "not this" and "fewer than".
function candidates(fact: FactName, value: string): string[] {
  const type: FactType = FACTS[fact].type
  const listed = type.kind === 'choice' ? type.values : (SOME[fact] ?? [])
  const isNamed = !/[!<>]/.test(value)
  return (isNamed ? [...value.split('|'), ...listed] : [...listed]).filter((one) => holds(value, one))
}

const SOME: { [fact in FactName]?: readonly string[] } = {
  currentCount: ['3', '12', '30'],
  clockDifference: ['0.002', '5'],
  errorCode: ['0xC004F035'],
  innerCode: ['0xC004F035', '0xC004F074'],
  licenseChannel: ['VOLUME_KMSCLIENT', 'VOLUME_MAK', 'RETAIL'],
  licenseName: ['Office 15, OfficeProPlusVL_KMS_Client edition'],
  windowsVersion: ['10', '7', '11'],
}

/** Where a choice leads, by its button or, where a code is typed, by the code. */
export function clicked(knowledge: Knowledge, from: string, { label, value = '' }: Choice): Talk {
  const there = startTalk(knowledge, 'webchat', standingAt(knowledge, from)).say('repeat')
  const fact = knowledge.graph.nodes[from]?.fact
  const isButton = there.state.options.some((option) => option.label === label)
  return isButton || fact === undefined ? there.click(label) : there.say(candidates(fact, value)[0] ?? label)
}
