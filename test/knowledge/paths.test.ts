import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDocuments, readLexicon } from '../../bot/documents.ts'
import { languageFor } from '../../dialogs/index.ts'
import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import { type DialogGraph, type FactName, readEvidence } from '../../knowledge/index.ts'
import { faultsOf, isEnd, pathsFrom, type SlotKnowledge, stepsToEnd, valuesOf, waysOut } from './paths.ts'

const { graph } = compile(readDocuments(), parseLexicon(readLexicon()).macros)
const broken: DialogGraph = JSON.parse(readFileSync('test/fixtures/paths/broken.json', 'utf8'))

const words = languageFor('en').facts
const pastes: { text: string }[] = ['readings', 'samples'].flatMap((name) =>
  JSON.parse(readFileSync(`test/fixtures/pastes/${name}.json`, 'utf8')),
)
const read = new Set(pastes.flatMap(({ text }) => Object.keys(readEvidence(text).facts)))
const slots: SlotKnowledge = {
  isAsked: (fact) => words[fact].ask !== undefined,
  isRead: (fact) => read.has(fact),
  mark: (fact: FactName) => words[fact].placeholder,
}

const MOST_MOVES = 60
const entries = graph.topics.map(({ entry }) => entry)

describe('the dialog graph', () => {
  it('brings everybody to a solution or a person, with commands that can be filled and run', () => {
    expect(faultsOf(graph, slots)).toEqual([])
  })

  it('has no path on which known answers lead in a circle', () => {
    const paths = Object.keys(graph.nodes).flatMap((id) => [...pathsFrom(graph, id)])
    expect(paths.filter(({ stop }) => stop === 'trap').map(({ nodes }) => nodes.join(' > '))).toEqual([])
    expect(new Set(paths.flatMap(({ nodes }) => nodes)).size).toBe(Object.keys(graph.nodes).length)
    expect(paths.length).toBeGreaterThan(5000)
  })

  it('has an end near every stop of every path', () => {
    const steps = stepsToEnd(graph)
    const paths = entries.flatMap((entry) => [...pathsFrom(graph, entry)])
    const lost = paths.filter(({ nodes }) => (steps.get(nodes.at(-1) ?? '') ?? Infinity) > 12)
    expect(lost).toEqual([])
    expect(paths.filter(({ stop }) => stop === 'end').length).toBeGreaterThan(500)
  })

  it('leads across documents without a circle, whatever a person answers', () => {
    const values = valuesOf(graph)
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.array(fc.nat(), { maxLength: MOST_MOVES }), (entry, picks) => {
        expect(circleOn(graph, entry, picks, values)).toEqual([])
      }),
      { numRuns: 5000, seed: 12288 },
    )
    expect(circleOn(broken, 'broken#round', [0, 0, 0], values)).toEqual([
      'broken#round',
      'broken#and-round',
      'broken#round',
    ])
  })
})

describe('faultsOf', () => {
  it('finds each fault of a broken graph', () => {
    const chain = chainOf(13)
    expect(faultsOf(broken, slots)).toEqual([
      'round: no end within 12 steps',
      'broken#which-product: leads to broken#gone, which does not exist',
      'broken#which-product: source 000 L1-61 is too long',
      'broken#round: no way to a solution or a person',
      'broken#and-round: no way to a solution or a person',
      'broken#commands: sethst {kmsHostAsked} is filled with kmsHostAsked, which was merely seen',
      'broken#commands: nobody {totalRequests} cannot get totalRequests',
      'broken#commands: unknown {nothing} has a slot nothing that no fact fills',
      'broken#commands: nowhere runs nowhere',
      'broken#commands: unsaid does not say whether it is elevated',
      'broken#commands: rights changes something without elevation',
    ])
    expect(faultsOf(chain, slots)).toEqual(['chain: no end within 12 steps'])
    expect(faultsOf(chainOf(12), slots)).toEqual([])
  })
})

describe('pathsFrom', () => {
  it('goes every way, keeps to what was answered, and tells a trap from a circle', () => {
    const paths = [...pathsFrom(broken, 'broken#which-product')].map(
      ({ nodes, stop }) => `${nodes.map((id) => id.replace('broken#', '')).join(' > ')}: ${stop}`,
    )
    expect(paths).toEqual([
      'which-product > commands: end',
      'which-product > gone: border',
      'which-product > round > and-round > round: trap',
      'which-product > look > look-again > look > look-again: trap',
      'which-product > look > commands: end',
    ])
  })
})

// The nodes of a round on which there was nothing to choose.
function circleOn(walked: DialogGraph, entry: string, picks: number[], values: ReturnType<typeof valuesOf>): string[] {
  let at = { target: entry, ground: new Map() as ReturnType<typeof valuesOf> }
  let forced: string[] = []
  for (const pick of picks) {
    const node = walked.nodes[at.target]
    const ways = node ? waysOut(node, at.ground, values) : []
    if (ways.length === 0) return []
    if (forced.includes(at.target)) return [...forced, at.target]
    forced = ways.length === 1 && !isEnd(node) ? [...forced, at.target] : []
    at = ways[pick % ways.length] ?? at
  }
  return []
}

function chainOf(length: number): DialogGraph {
  const node = (kind: string, targets: string[]) => ({
    kind,
    commands: [],
    choices: targets.map((target) => ({ label: 'Go on', target })),
    provenance: { document: 'chain', sources: [] },
  })
  const steps = Array.from({ length }, (_, index) => [`chain#${index}`, node('step', [`chain#${index + 1}`])])
  const nodes = Object.fromEntries([...steps, [`chain#${length}`, node('resolution', [])]])
  return JSON.parse(JSON.stringify({ tables: [], topics: [{ id: 'chain', entry: 'chain#0' }], nodes }))
}
