import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../../knowledge/compile/index.ts'
import type { Compiled } from '../../knowledge/index.ts'
import { cpuMilliseconds } from '../support/cpu-time.ts'
import { MACROS, readFixtures } from '../support/documents.ts'

const valid = readFixtures('valid')
const HEAD = '---\ntitle: T\nproducts: [office]\n---\n'

// Each took the Markdown or YAML parser seconds or its stack when it was unlimited, or aims at a pattern of ours.
const HOSTILE: Record<string, string> = {
  quotes: '> '.repeat(50_000),
  lists: '- '.repeat(50_000),
  numbers: '1. '.repeat(50_000),
  steps: Array.from({ length: 500 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
  emphasis: '*a_ '.repeat(100_000),
  'emphasis over lines': '*a_ \n'.repeat(80_000),
  'emphasis in blocks': `${'*a_ '.repeat(450)}\n\n`.repeat(250),
  brackets: '['.repeat(400_000),
  links: '[a]('.repeat(100_000),
  images: '![['.repeat(100_000),
  ticks: '`a``'.repeat(100_000),
  strikes: `|a|\n|-|\n\n${'~a~'.repeat(100_000)}`,
  pipes: `|a|\n|-|\n${'|a'.repeat(200_000)}`,
  rows: `|a|\n|-|\n${'|a|\n'.repeat(100_000)}`,
  comments: '<!--'.repeat(100_000),
  entities: '&amp;'.repeat(80_000),
  definitions: '[a]: b\n'.repeat(60_000),
  blanks: `a${' '.repeat(400_000)}b`,
  'blanks in a note': `## A\n> [!NOTE]\n> On: client ·${' '.repeat(400_000)}x`,
  'blanks in a table': `|a${' '.repeat(200_000)}b|\n|-|\n|c|`,
  'blanks in a choice': `## A? \`product\`\n- [a](#a) \`office\` x${' '.repeat(400_000)}y`,
  headings: '## a\n'.repeat(80_000),
  'unknown links': `## a\n${'[a](b.md) '.repeat(400)}\n\n`.repeat(100),
  fences: '```cmd\na\n```\n'.repeat(30_000),
  braces: '{'.repeat(400_000),
  'headings within the limits': '## a\n'.repeat(9900),
  'other headings within the limits': Array.from({ length: 9900 }, (_, index) => `## a ${index}`).join('\n'),
  'rows within the limits': `|a|\n|-|\n${'|a|\n'.repeat(9900)}`,
  'links within the limits': `## a\n${`${'[a](b.md)\n'.repeat(400)}\n`.repeat(12)}`,
  'splices within the limits': Array.from(
    { length: 900 },
    (_, n) => `## a ${n}\n1. [x](#a-${n + 1})\n2. [x](#a-${n + 1})\n`,
  ).join('\n'),
  zeros: '\0'.repeat(400_000),
  surrogates: '\uD800'.repeat(400_000),
}

const HOSTILE_FRONT: Record<string, string> = {
  brackets: `title: ${'['.repeat(60_000)}`,
  braces: `title: ${'{a: '.repeat(15_000)}`,
  indentation: Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
  keys: Array.from({ length: 8000 }, (_, index) => `k${index}: v`).join('\n'),
  tags: 'title: !!js/function "x"\nproducts: [office]',
  prototype: '__proto__: [a]\nconstructor: [b]\ntitle: T\nproducts: [office]',
  phrase: `title: T\nproducts: [office]\nphrases: ["${'(a|b)'.repeat(8000)}"]`,
  groups: `title: T\nproducts: [office]\nphrases: ["${'(a|'.repeat(8000)}${')'.repeat(8000)}"]`,
  macros: `title: T\nproducts: [office]\nphrases: ["${'{REACH}'.repeat(8000)}"]`,
}

// Generous for a busy machine: the slowest takes well under a second on an idle one.
const MILLISECONDS = 5000

function expectBounded(text: string): void {
  const taken = cpuMilliseconds(() => compile([...valid, { path: 'hostile.md', text }], MACROS))
  expect(taken).toBeLessThan(MILLISECONDS)
}

function expectSound({ graph, diagnostics }: Compiled): void {
  for (const { choices, commands, steps } of Object.values(graph.nodes)) {
    for (const { target } of choices) expect(Object.hasOwn(graph.nodes, target), target).toBe(true)
    for (const index of steps.flatMap((step) => step.commands)) expect(commands[index]).toBeDefined()
  }
  for (const { entry } of graph.topics) expect(Object.hasOwn(graph.nodes, entry), entry).toBe(true)
  for (const { line, column } of diagnostics) expect(Math.min(line, column)).toBeGreaterThan(0)
  expect(JSON.parse(JSON.stringify(graph))).toEqual(graph)
}

function mutate(text: string, [a, b, how]: [number, number, string]): string {
  const lines = text.split('\n')
  const [from, to] = [a % lines.length, b % lines.length]
  const [one = '', other = ''] = [lines[from], lines[to]]
  if (how === 'lose') lines.splice(from, 1)
  else if (how === 'double') lines.splice(to, 0, one)
  else if (how === 'cut') lines[from] = one.slice(0, b % (one.length + 1))
  else [lines[from], lines[to]] = [other, one]
  return lines.join('\n')
}

describe('compile', () => {
  it.each(Object.entries(HOSTILE))('is quick with a body of %s', (_, text) => expectBounded(HEAD + text))

  it.each(Object.entries(HOSTILE_FRONT))('is quick with front matter of %s', (_, yaml) =>
    expectBounded(`---\n${yaml}\n---\nT.\n\n## A\nB.\n`),
  )

  it('does not let a document reach the prototype of anything', () => {
    const text = `${HEAD}T.\n\n## \\_\\_proto\\_\\_\n<!-- source: own -->\n> [!NOTE]\n> On: any · ends: solved\n\nB.\n`
    const { graph } = compile([{ path: '__proto__.md', text }], MACROS)
    expect(graph.topics.map(({ id, entry }) => ({ id, entry }))).toEqual([
      { id: '__proto__', entry: '__proto__#__proto__' },
    ])
    expect(Object.keys(graph.nodes)).toEqual(['__proto__#__proto__'])
    expect(({} as Record<string, unknown>)['title']).toBeUndefined()
  })

  it('compiles sound documents with any lines lost, doubled or swapped', () => {
    const edit = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('lose', 'double', 'swap', 'cut'))
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const sources = valid.map(({ path, text }) => ({ path, text: edits.reduce(mutate, text) }))
        expectSound(compile(sources, MACROS))
      }),
      { numRuns: 200 },
    )
  })

  it('compiles any words without throwing, to a graph without loose ends', () => {
    const word = fc.constantFrom(
      ...[
        '## A?',
        '## B',
        '# C',
        '- [x](#a)',
        '- [y](topic.md)',
        '1. do',
        '1. [z](#b)',
        '   ```cmd',
        '```',
        'Expect: x',
      ],
      ...[
        '> [!NOTE]',
        '> On: client · risk: mak',
        '> [!WARNING]',
        '`product`',
        '`true`',
        '| a | b |',
        '|---|---|',
        '{makKey}',
      ],
      ...[
        '<!-- source: 000 L1-2 -->',
        '<!-- was: b -->',
        '<b>',
        '---',
        '[',
        '](',
        '|',
        '    ',
        '\t',
        '\\',
        '__proto__',
        '·',
        ':',
      ],
    )
    const text = fc.array(fc.oneof({ weight: 4, arbitrary: word }, fc.string()), { maxLength: 40 })
    const document = fc.tuple(text, fc.constantFrom('\n', ' ', '\n\n')).map(([parts, between]) => parts.join(between))
    fc.assert(
      fc.property(document, fc.boolean(), (body, whole) => {
        expectSound(compile([...valid, { path: 'any.md', text: whole ? HEAD + body : body }], MACROS))
      }),
      { numRuns: 300 },
    )
  })
})
