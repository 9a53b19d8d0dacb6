import { describe, expect, it } from 'vitest'
import { compile } from '../../knowledge/compile/index.ts'
import { LIMITS, type Limits } from '../../knowledge/index.ts'

const FRONT = 'title: T\nproducts: [office]\nsource: own'
const HEAD = `---\n${FRONT}\n---\nWhat is wrong.\n`
const STEP = '\n## A\n<!-- source: own -->\n> [!NOTE]\n> On: any · ends: solved\n\n'
const whole = `${HEAD}${STEP}Do it.\n`

/** What is said of documents with a limit, each as `line:column code`. */
function said(limits: Partial<Limits>, ...texts: string[]): string[] {
  const sources = texts.map((text, at) => ({ path: `${at}.md`, text }))
  const { diagnostics } = compile(sources, {}, { ...LIMITS, ...limits })
  return diagnostics.map(({ file, line, column, code, message }) => `${file} ${line}:${column} ${code} ${message}`)
}

describe('LIMITS', () => {
  const lines = whole.split('\n').length
  const marked = `${HEAD}${STEP}*a* [b](#a)\n*c*\n\n|d|\n\n*e*\n`
  it.each([
    ['lines', lines, whole, `${lines - 1}:1 nested-too-deeply there are more than ${lines - 1} lines`],
    ['characters', whole.length, whole, '1:1 oversized-document'],
    ['allCharacters', whole.length, whole, '1:1 oversized-document'],
    ['frontMatter', FRONT.length, whole, '1:1 broken-front-matter'],
    ['depth', 2, `${HEAD}${STEP}> - a\n`, '13:5 nested-too-deeply there are more than 1 levels of lists and quotes'],
    ['depth', 2, `${HEAD}${STEP}1. a\n   - b\n     - c\n`, '14:6 nested-too-deeply there are more than 1 levels'],
    ['marks', 6, marked, '14:1 nested-too-deeply there are more than 5 of the marks * _ ~ [ ] < ` in one block'],
    ['documents', 1, whole, '1:1 too-many-documents'],
  ] as const)('allow as many %s as %i, and none more', (limit, most, text, problem) => {
    expect(said({ [limit]: most }, text)).toEqual([])
    const [first, ...others] = said({ [limit]: most - 1 }, text)
    expect(`${first}`.replace('0.md ', '')).toContain(problem)
    expect(others.filter((one) => !one.includes('missing'))).toEqual([])
  })

  it('count the marks and bars of all blocks together', () => {
    const marks =
      whole.replace(/[^*_~[\]<`|]/g, '').length +
      marked.slice(HEAD.length + STEP.length).replace(/[^*_~[\]<`|]/g, '').length
    expect(said({ allMarks: marks }, marked)).toEqual([])
    expect(said({ allMarks: marks - 1 }, marked)).toEqual([
      expect.stringContaining(`nested-too-deeply there are more than ${marks - 1} of the marks * _ ~ [ ] < \` |`),
    ])
  })

  it('do not count what is too large by itself against the others', () => {
    const large = `${whole}${'x'.repeat(1000)}\n`
    const limits = { characters: whole.length, allCharacters: 2 * whole.length }
    expect(said(limits, large, whole, whole.replace('Do it', 'Go on')).map((one) => one.slice(0, 4))).toEqual(['0.md'])
    expect(said({ allCharacters: 2 * whole.length - 1 }, whole, whole).map((one) => one.slice(0, 4))).toEqual(['1.md'])
  })
})

describe('compile', () => {
  it('says of one rule and one document fifty things at most, in the order of the lines', () => {
    const links = Array.from({ length: 60 }, (_, at) => `[b](nowhere-${at}.md)\n`).join('\n')
    const all = said({}, `${whole}${links}`, `${whole}[b](nowhere.md)\n`)
    expect(all.filter((one) => one.startsWith('0.md'))).toHaveLength(50)
    expect(all.filter((one) => one.startsWith('1.md'))).toHaveLength(1)
    const places = all.map((one) => Number(/ (\d+):/.exec(one)?.[1]))
    expect(places.slice(0, 50)).toEqual(places.slice(0, 50).toSorted((a, b) => a - b))
  })

  it('puts what is wrong in one line in the order of columns, what is wrong in one place in that of the alphabet', () => {
    const text = whole
      .replace('Do it.', 'See [x](a.md), <b>, [y](#z) and ![p](q).')
      .replace('On: any · ends', 'On: nobody · end')
    const all = said({}, text).map((one) => one.split(' ').slice(1, 3).join(' '))
    expect(all).toEqual(all.toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)))
    expect(all.filter((one) => one.startsWith('13:'))).toEqual([
      ...['13:5 unknown-target', '13:16 html', '13:21 unknown-target', '13:33 unsupported-markdown'],
    ])
  })

  it('judges no macro without a lexicon, and reads what is no document as one without front matter', () => {
    expect(said({}, whole.replace('source: own', 'source: own\nphrases: ["{NOBODY} knows"]'))).toEqual([])
    expect(said({}, '')).toEqual([
      expect.stringContaining('the document does not start with'),
      expect.stringContaining('1:1 missing-node'),
    ])
  })
})
