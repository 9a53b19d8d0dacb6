import { createDraft, type Draft, type OpenFacts, type Place, put, type Reader } from '../draft.ts'
import { guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { placeOf } from '../place-of.ts'
import { isFrame } from './ospp-frame.ts'

const MOST = 200
const LONGEST_HEADING = 80
// What names another computer above its output: `PC2 (same image):`, `client B`, `### WS-210`.
const OF_A_COMPUTER =
  /\b(?:pc|client|computer|machine|vm|clone|laptop|notebook|desktop|server|rechner|gerät|poste|ordinateur|equipo|компьютер)\b|(?<![\w\\])[a-z]{2}[\w-]*\d|コンピューター|计算机/

/** `/dcmid`: the client machine id of this computer, and of others where several were asked. */
export const osppDcmid: Reader = {
  cues: ['cmid'],
  read: readClientMachineId,
}

function readClientMachineId(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const answers = cued.filter((one) => /^client machine id \(cmid\) ?:/.test(one.lower))
  const [first] = answers
  if (!first || all.some((one) => /^(?:sku id|activation id|name|kms machine)/.test(one.lower))) return []
  const entries = answers.slice(0, MOST).map(readAnswer)
  const facts = entries[0] ?? {}
  if (isShared(answers, all)) put({ facts, tool: TOOL, line: first }, 'clientMachineIdShared', true)
  return [{ ...createDraft(TOOL), facts, entries, claimed: answers }]
}

const TOOL = 'ospp.dcmid'

function readAnswer(line: Line): OpenFacts {
  const facts: OpenFacts = {}
  const place: Place = { facts, tool: TOOL, line }
  put(place, 'clientMachineId', guidIn(line.text))
  put(place, 'commandSucceeded', !/not found/.test(line.lower))
  return facts
}

/** One id in two outputs is shared if another computer is named between them; else one computer was asked twice. */
function isShared(answers: readonly Line[], all: readonly Line[]): boolean {
  const known = new Set<string>()
  let before: Line | undefined
  for (const answer of answers) {
    const id = guidIn(answer.text)
    const between = before && id && known.has(id) ? all.slice(placeOf(all, before) + 1, placeOf(all, answer)) : []
    if (between.some(isHeading)) return true
    if (id) known.add(id)
    before = answer
  }
  return false
}

function isHeading(line: Line): boolean {
  if (line.text.length > LONGEST_HEADING || isFrame(line) || line.text.includes('\\')) return false
  return OF_A_COMPUTER.test(line.lower)
}
