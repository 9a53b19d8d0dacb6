import {
  FACTS,
  type FactName,
  type Facts,
  type FactValue,
  type GraphNode,
  holds,
  type Match,
} from '../knowledge/index.ts'
import { hearOption, hearValue, likest } from './answer.ts'
import { leave } from './arrive.ts'
import { isWellFormed } from './commands.ts'
import { plainWords } from './intent.ts'
import type { Language } from './languages/index.ts'
import { hearOurHost } from './named-host.ts'
import { waysOf } from './present.ts'
import { graphOf, known, nodeOf, type Scene } from './scene.ts'
import { factsSought, isLookUp, questionsAfter } from './tool-facts.ts'
import type { View } from './view.ts'
import { takeWay } from './ways.ts'

/** What a text tells in words of the things that the step at hand looks for: a host, a port, a code, a count. */
export function hearFindings(scene: Scene, text: string, match: Match): Facts {
  const node = nodeOf(scene, scene.state.node)
  // "The new one is kms02" tells which host shall be used, not what DNS answered.
  if (!isLookUp(node) || !isWaiting(scene) || hearOurHost(scene.language, text) !== undefined) return {}
  const sought = factsSought(graphOf(scene).nodes, node).filter((fact) => known(scene, fact) === undefined)
  const next = questionsAfter(graphOf(scene).nodes, node).map(([, question]) => question.fact)
  const told = [...Object.values(match.facts), ...[...scene.taught].map((fact) => scene.state.facts[fact])]
  const figures = scene.language.hear.withFigures(plainWords(text))
  const said: Said = { text, figures, match, taken: told.map((one) => String(one?.value)) }
  const heard = sought.flatMap((fact) => {
    const value = hearFinding(fact, said, next.includes(fact))
    return value === undefined ? [] : [[fact, { value, from: 'words' }] as const]
  })
  return Object.fromEntries(heard)
}

/** A text, with its numbers in figures, and what of it is known for something else. */
type Said = { text: string; figures: string; match: Match; taken: readonly string[] }

function hearFinding(fact: FactName, said: Said, isNext: boolean): FactValue | undefined {
  const { kind } = FACTS[fact].type
  const { text, match } = said
  // A host of the event is not one that DNS names, and the other way round.
  const [host, port] = isTaken(fact, match) ? [undefined, undefined] : hostAndPort(text)
  // "Word now says …" is another error, not what stands in the event.
  if (kind === 'code') return isSeenThere(text) ? match.codes[0] : undefined
  if (kind === 'host') return host
  if (fact === 'kmsHostsPublished') return host ? [`${host}:${port ?? USUAL_PORT}`] : undefined
  if (fact === 'srvRecord') return host === undefined ? undefined : 'found'
  if (kind === 'port') return port ?? (isNext ? freshNumber(fact, said) : undefined)
  return isNext && (kind === 'integer' || kind === 'number') ? freshNumber(fact, said) : undefined
}

function isTaken(fact: FactName, { facts }: Match): boolean {
  const isOfDns = fact === 'kmsHostsPublished' || fact === 'kmsPortPublished' || fact === 'srvRecord'
  return isOfDns ? facts.kmsHostAsked?.from === 'words' : facts.kmsHostsPublished?.from === 'words'
}

// A number that the readers took for something else, such as a version, is not the one that was looked for.
function freshNumber(fact: FactName, { figures, taken }: Said): FactValue | undefined {
  const value = hearValue(fact, figures)
  const isYear = FACTS[fact].type.kind === 'integer' && Number(value) >= 2003 && Number(value) <= 2030
  return value !== undefined && !isYear && !taken.includes(String(value)) ? value : undefined
}

/** Tells whether the step at hand looks for a code, and the text gives what it saw there. */
export function seesCode(scene: Scene, text: string): boolean {
  const node = nodeOf(scene, scene.state.node)
  if (!isLookUp(node) || !isSeenThere(text)) return false
  return factsSought(graphOf(scene).nodes, node).some((fact) => FACTS[fact].type.kind === 'code')
}

const isSeenThere = (text: string) =>
  text.trim().split(/\s+/).length <= 3 || /\b(event|12288|info|inner|first|log|field|inside)\b/i.test(text)

const USUAL_PORT = 1688

// "it was kms01:1688", "kms01.corp.example on port 1689"; a bare word is a name only where it looks like one.
function hostAndPort(text: string): [string | undefined, number | undefined] {
  const port = /:(\d{2,5})\b/.exec(text)?.[1] ?? /\bport\s*[:=]?\s*(\d{2,5})\b/i.exec(text)?.[1]
  const isPort = port !== undefined && isWellFormed('kmsPortAsked', port)
  const host = hearValue('kmsHostAsked', text)
  const isName = typeof host === 'string' && !NO_NAME.test(host) && (isPort || /[\d.]/.test(host))
  return [isName ? host : undefined, isPort ? Number(port) : undefined]
}

// Codes and products have digits as names of hosts do.
const NO_NAME = /^((0x)?[0-9a-f]{8}|f0[0-9a-f]{2}|(office|windows|win|kb|event|error|v)[\d.]+)$/i

// The step is on the screen, or one of its slots is asked for.
const isWaiting = ({ state }: Scene) => state.asking?.kind === 'way' || state.asking?.kind === 'fact'

/** Takes an answer to the question behind a step that only looks, as if the step were done. */
export function answerAhead(scene: Scene, text: string): View | undefined {
  const node = nodeOf(scene, scene.state.node)
  if (node?.kind !== 'step' || !isWaiting(scene)) return undefined
  const ownScore = likest(scene.language, text, scene.state.options)?.score ?? 0
  for (const [index, question] of questionsAfter(graphOf(scene).nodes, node)) {
    if (question.fact && known(scene, question.fact) !== undefined) continue
    if (question.fact && FACTS[question.fact].type.kind === 'code' && !isSeenThere(text)) continue
    const ways = waysOf(question).filter((_, way) => question.choices[way]?.value !== '?')
    const named = hearOption(scene.language, text, ways)
    const best = likest(scene.language, text, ways)
    const heard = question.fact && hearOwn(scene.language, question.fact, text)
    const told = ways.find(({ pick }) => isWayOf(question, pick, heard))
    const option = best?.option ?? told ?? (isNumbered(text) ? undefined : named)
    if (option === undefined || (best?.score ?? 1) <= ownScore) continue
    leave(scene, 'worked')
    const target = node.choices[index]?.target ?? ''
    scene.state.node = target
    scene.state.trail.push({ node: target, shown: false })
    return takeWay(scene, Number(option.pick.slice('way:'.length)))
  }
  return undefined
}

const hearOwn = ({ answers }: Language, fact: FactName, text: string): FactValue | undefined =>
  answers[fact]?.find(([heard]) => heard.test(plainWords(text)))?.[1]

function isWayOf({ choices }: GraphNode, pick: string, heard: FactValue | undefined): boolean {
  const value = choices[Number(pick.slice('way:'.length))]?.value
  return heard !== undefined && value !== undefined && holds(value, heard)
}

// "2" and "the second" point at the buttons of the step, not at a question nobody has seen.
const isNumbered = (text: string) => text.trim().length < 3 || /\b(first|second|third|last|\dth)\b/i.test(text)
