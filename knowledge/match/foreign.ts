import type { Lexicon } from '../lexicon.ts'
import type { Term } from './analyse.ts'
import type { Case, Claim } from './case.ts'

/** The share above which the words are about something else. */
export const OTHER = 0.5
// Held-out patterns between sentences that training did not know, and held-out negatives: where activation is named, of 101
// texts with a share of 0.5 to 0.9 that speaks for something else 84 were ours; with a product or a shared word alone
// 26 of 41 below 0.65; without either 22 of 98.
const NAMED_OTHER = 0.9
const HINTED_OTHER = 0.65
// Words of a text that says more than what is wrong.
const LONG = 20
// "Please help" beside a word of activation asks for help, not for a person.
const SURELY_HUMAN = 0.65
const LIKELY_HUMAN = 0.4

// Words that no other program uses.
const OURS = new Set([
  'kms',
  'mak',
  'gvlk',
  'csvlk',
  'slmgr',
  'ospp',
  'vlmcs',
  'genuine',
  'cmid',
  'sppsvc',
  'osppsvc',
  'slui',
  '1688',
])
// Codes of activation itself, and of a name server asked for a service: all others are Windows' own and turn up in
// every program, so that words alone may tell that they are not about activation.
const OWN_CODE = /^0x(?:[C4]004|8004FE|803F)/
const NAME_CODE = /^0x(?:8007232[AB]|8007251D|80092328)$/
const TOOL = 3

/** Tells whether a code is one that only activation gives. */
export function isOwnCode(code: string): boolean {
  return OWN_CODE.test(code)
}

/** Tells whether codes or sentences stand in a text about another program, which gives the same ones. */
export function isForeign(subject: Case, claims: Claim[], lexicon: Lexicon): boolean {
  if (isOtherService(subject, lexicon)) return true
  const codes = claims.flatMap(({ code }) => code ?? [])
  if (codes.some((code) => OWN_CODE.test(code) || code === '0x0')) return false
  if (namesProgram(subject, lexicon) && !isNamed(subject)) return true
  if (isElsewhere(subject) && !isNamed(subject, ACTIVATING) && !isTalking(subject)) return true
  if (isAnchored(subject)) return false
  if (isElsewhere(subject)) return true
  return !codes.some((code) => NAME_CODE.test(code)) && share(subject, '!foreign') > OTHER
}

/** Activation is named, read from an output, or what the conversation is about. */
function isAnchored(subject: Case): boolean {
  if (subject.anchors > 0 || hasOutput(subject) || isTalking(subject)) return true
  return subject.cues.mentions.some(({ weight }) => weight >= TOOL)
}

function isTalking({ context }: Case): boolean {
  return context.topic !== undefined || context.asks !== undefined || context.facts.errorCode !== undefined
}

// Words of activation that other things have too.
const SHARED = new Set(['volume', 'key', 'license', 'licensed', 'licensing', '1688'])

// Other things are activated too.
const ACTIVATING = new Set([
  ...SHARED,
  'activate',
  'activated',
  'activation',
  'activating',
  'reactivate',
  'deactivated',
])

/** Activation is named in a word that means nothing else, or an output of its tools was read. */
function isNamed(subject: Case, shared: ReadonlySet<string> = SHARED): boolean {
  const { terms, paths } = subject.analysis
  return hasOutput(subject) || terms.some(({ word, anchor }, index) => anchor && !paths[index] && !shared.has(word))
}

/** Another program is named, and nothing that is only ours. */
export function isElsewhere({ analysis, cues }: Case): boolean {
  if (cues.mentions.some(({ weight }) => weight >= 1)) return false
  const concepts = new Set(analysis.terms.flatMap((term) => term.concepts))
  return concepts.has('ELSEWHERE') && !analysis.terms.some(({ word }) => OURS.has(word))
}

function namesProgram({ analysis }: Case, { programs }: Lexicon): boolean {
  return analysis.terms.some(({ word }) => programs.has(word))
}

const SERVICE = /(?<![\w-])_([a-z][a-z0-9-]{1,15})\._(?:tcp|udp|tls)\b/g
const NETWORK_TOOL = /\b(?:telnet|test-netconnection|tnc|psping|nslookup|resolve-dnsname|dig|ping)\b|\bport \d/

/** A network tool was pointed at something that is no KMS host: another port, another service's record. */
export function isOtherService({ analysis }: Case, { otherPorts }: Lexicon): boolean {
  const { folded, terms } = analysis
  if (terms.some(({ word, anchor }) => anchor || OURS.has(word))) return false
  const services = [...folded.matchAll(SERVICE)].map(([, name = '']) => name)
  if (services.length > 0) return services.every((name) => !/^v?[lm]+c?s?$|vlm|vmlc/.test(name))
  if (!NETWORK_TOOL.test(folded)) return false
  return terms.some(({ word }) => otherPorts.has(word))
}

/** Tells whether a tool's output was read, not only sentences. */
export function hasOutput({ evidence }: Case): boolean {
  return evidence.readings.some(({ tool }) => tool !== 'words')
}

/** The share of the words that speaks for a class. */
export function share({ words }: Case, name: string): number {
  return words.shares.get(name) ?? 0
}

/** Tells whether the words ask for a person. */
export function isForPerson(subject: Case): boolean {
  return share(subject, '!human') > (subject.anchors > 0 ? SURELY_HUMAN : LIKELY_HUMAN)
}

/** The class beside the topics that the words speak for most. */
export function likeliestOther(subject: Case): { name: string; score: number } {
  const others = [...subject.words.shares].filter(([name]) => name.startsWith('!'))
  const [name = '!foreign', score = 0] = others.sort(([, left], [, right]) => right - left)[0] ?? []
  return { name, score }
}

/** The share from which a class beside the topics counts: a wrong rejection costs more than a question. */
export function leastOther(subject: Case, name: string, lexicon: Lexicon): number {
  const { terms, paths } = subject.analysis
  if (name !== '!foreign' || terms.length < LONG || namesProgram(subject, lexicon)) return 0
  const has = (test: (term: Term) => boolean) => terms.some((term, index) => test(term) && !paths[index])
  const isProduct = has(({ product }) => product)
  if (isNamed(subject) || (isProduct && subject.anchors > 0)) return NAMED_OTHER
  return isProduct || subject.anchors > 0 ? HINTED_OTHER : 0
}
