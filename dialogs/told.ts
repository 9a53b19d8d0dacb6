import { FACTS, type FactName, type Facts, type GraphNode, type Match } from '../knowledge/index.ts'
import { clauses, isAsked } from './answer.ts'
import { isWellFormed } from './commands.ts'
import { plainWords } from './intent.ts'
import { known, nodeOf, type Scene, topicOf } from './scene.ts'
import { statementsIn } from './statements-in.ts'
import { factsSought, isLookUp, questionsAfter } from './tool-facts.ts'

/** The facts of a text as they are meant at this place of the conversation. */
export function told(scene: Scene, text: string, match: Match): Facts {
  const given = withCorrectedYear(scene, text, withoutAsked(scene, text, withoutAlternatives(text, match.facts)))
  const plain = withoutHostVersions(scene, text, withoutDenied(text, given))
  return asSeen(scene, text, ofTheHost(scene, withoutHints(scene, text, plain)))
}

/** Leaves out a method where the words name both: "is it KMS or MAK?" tells neither. */
export function withoutAlternatives(text: string, facts: Facts): Facts {
  if (!/\b(kms|mak)\b.{0,40}\b(or|oder|vs)\b.{0,20}\b(kms|mak)\b/.test(plainWords(text))) return facts
  return pick(facts, (fact) => fact !== 'activationMethod' || facts[fact]?.from !== 'words')
}

// "Do virtual machines count?" tells of none.
function withoutAsked({ language }: Scene, text: string, facts: Facts): Facts {
  const [clause, ...more] = clauses(plainWords(text))
  if (clause === undefined || more.length > 0) return facts
  const isYesNo = (fact: FactName) => FACTS[fact].type.kind === 'boolean' && facts[fact]?.from === 'words'
  return pick(facts, (fact) => !isYesNo(fact) || !isAsked(language, clause, fact))
}

// "Sorry, in the About box stands 2013": a year by itself, where it corrects the version of Office.
function withCorrectedYear(scene: Scene, text: string, facts: Facts): Facts {
  const before = known(scene, 'officeVersion')?.value
  const words = plainWords(text)
  if (facts.officeVersion !== undefined || facts.windowsVersion !== undefined || before === undefined) return facts
  if (
    !scene.language.hear.CORRECTION.test(words) &&
    !scene.language.hear.HOLD_ON.test(words) &&
    !new RegExp(`\\bnot ${before}\\b`).test(words)
  )
    return facts
  const years = [...words.matchAll(/(?<![\w.:/-])(2007|20[12]\d)(?![\w:/-])/g)].map((found) => found[1] ?? '')
  const [year, ...more] = new Set(years.filter((one) => one !== before && isWellFormed('officeVersion', one)))
  return year === undefined || more.length > 0 ? facts : { ...facts, officeVersion: { value: year, from: 'words' } }
}

// "It is 2010, not 2013": what is denied in so many words is not learned.
function withoutDenied(text: string, facts: Facts): Facts {
  const words = plainWords(text)
  const denied = [...words.matchAll(/\bnot\s+(?:office\s+|windows\s+)?([\w.-]{2,20})/g)].map((found) => found[1])
  return pick(facts, (fact) => !denied.includes(String(facts[fact]?.value).toLowerCase()))
}

// "The host only has Office 2010": which versions a KMS host has says nothing of the PC.
function withoutHostVersions(scene: Scene, text: string, facts: Facts): Facts {
  const isOfHost = scene.language.hear.HOST_HAS.test(plainWords(text))
  const { asking } = scene.state
  const isAsked = (fact: FactName) => asking?.kind === 'fact' && asking.fact === fact
  if (!isOfHost || topicOf(scene, scene.state.topic)?.roles[0] === 'kmsHost') return facts
  const { officeVersion } = facts
  const kept = pick(facts, (fact) => !VERSIONS.includes(fact) || facts[fact]?.from !== 'words' || isAsked(fact))
  if (officeVersion === undefined || kept.officeVersion) return kept
  return { ...kept, hostProducts: { ...officeVersion, value: [`Office ${officeVersion.value}`] } }
}

const VERSIONS: readonly FactName[] = ['officeVersion', 'windowsVersion', 'edition']

// The product of a case is settled; a tool's name in passing does not turn it, a correction does.
function withoutHints(scene: Scene, text: string, facts: Facts): Facts {
  const isHint = facts.product?.from === 'words' && known(scene, 'product') !== undefined
  const { CORRECTION, NOT_OFFICE } = scene.language.hear
  const words = plainWords(text)
  // Every Office runs on some Windows: to name it corrects nothing, unless Office is denied.
  const isGround = facts.windowsVersion !== undefined && known(scene, 'officeVersion') !== undefined
  // What a host is for says nothing of the product with the trouble.
  if (isHint && statementsIn(scene, text).hostIntendedForOffice !== undefined)
    return pick(facts, (fact) => fact !== 'product')
  const isCorrection = (isGround ? NOT_OFFICE : CORRECTION).test(words)
  return isHint && !isCorrection ? pick(facts, (fact) => fact !== 'product') : facts
}

// At a step on the KMS host, the licence status that is told is the host's.
function ofTheHost(scene: Scene, facts: Facts): Facts {
  const { licenseStatus, machineRole } = facts
  const node = nodeOf(scene, scene.state.node)
  const { asking } = scene.state
  const isAsked = asking?.kind === 'fact' && (asking.fact === 'hostLicensed' || asking.fact === 'otherHostLicensed')
  const isThere = node !== undefined && isOnHost(node)
  const isHost = machineRole?.value === 'kmsHost' || (machineRole === undefined && (isAsked || isThere))
  if (licenseStatus === undefined || !isHost) return facts
  const ahead = node && scene.knowledge.graph.nodes[node.choices[0]?.target ?? '']?.fact
  const fact: FactName = [ahead, node?.fact].includes('otherHostLicensed') ? 'otherHostLicensed' : 'hostLicensed'
  return {
    ...pick(facts, (one) => one !== 'licenseStatus'),
    [fact]: { ...licenseStatus, value: licenseStatus.value === 'licensed' },
  }
}

// A host that is named at a step which looks for the one that was asked is what was seen there, not what somebody wants.
function asSeen(scene: Scene, text: string, facts: Facts): Facts {
  const { kmsHostIntended } = facts
  const node = nodeOf(scene, scene.state.node)
  if (kmsHostIntended?.from !== 'words' || !isLookUp(node) || scene.state.asking?.kind === 'fact') return facts
  const isBare = !/\s/.test(text.trim())
  const isSought = factsSought(scene.knowledge.graph.nodes, node).includes('kmsHostAsked')
  if (!isBare && (!isSought || scene.language.hear.WISH.test(plainWords(text)))) return facts
  return { ...pick(facts, (fact) => fact !== 'kmsHostIntended'), kmsHostAsked: kmsHostIntended }
}

const isOnHost = (node: GraphNode) => (node.runOn ?? node.commands[0]?.runOn) === 'kmsHost'

function pick(facts: Facts, keeps: (fact: FactName) => boolean): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([fact]) => keeps(fact as FactName)))
}

/** The way out of a step that only looks, when a text is its output or told what it looks for. */
export function wayLookedUp(scene: Scene, match: Match, fresh: readonly FactName[]): number | undefined {
  const node = nodeOf(scene, scene.state.node)
  if (!isLookUp(node)) return undefined
  const { nodes } = scene.knowledge.graph
  const answered = questionsAfter(nodes, node).find(([, { fact }]) => fact && fresh.includes(fact))
  if (answered) return answered[0]
  if (node.choices.length !== 1) return undefined
  // A host that the event names is not what was looked up in DNS; a bare one is what the step shows.
  const isHost = fresh.includes('kmsHostAsked') && match.facts.kmsHostAsked === undefined
  const isFound = isHost || factsSought(nodes, node).some((fact) => fresh.includes(fact))
  const isOutput = match.evidence.readings.some(({ tool }) =>
    node.commands.some(({ template }) => isOutputOf(tool, template)),
  )
  return isFound || isOutput ? 0 : undefined
}

/** Tells whether a tool's output is a command's: `ospp.dstatus` of /dstatus, `nslookup.srv` of nslookup. */
export function isOutputOf(tool: string, template: string): boolean {
  const [program = '', option] = tool.split('.')
  const command = template.toLowerCase()
  return (option !== undefined && command.includes(option)) || command.startsWith(program)
}
