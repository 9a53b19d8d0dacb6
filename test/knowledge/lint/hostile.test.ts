import { describe, expect, it } from 'vitest'
import { compile } from '../../../knowledge/compile/index.ts'
import { LIMITS } from '../../../knowledge/index.ts'
import { cpuMilliseconds } from '../../support/cpu-time.ts'
import { MACROS, readFixtures } from '../../support/documents.ts'

const valid = readFixtures('valid')
const HEAD = '---\ntitle: T\nproducts: [office]\nsource: own\n---\nT.\n\n'
const STEP = `${HEAD}## A\n<!-- source: own -->\n> [!NOTE]\n> On: client · ends: solved\n\n`
const MEGABYTE = 1024 * 1024

const command = (line: string) => `${STEP}1. B\n   \`\`\`cmd\n   ${line}\n   \`\`\`\n`
const phrases = (pattern: string) => HEAD.replace('source:', `phrases: ["${pattern}"]\nnot: ["${pattern}"]\nsource:`)

/** Documents that aim at the linter, some with the rule that must have spoken. */
const HOSTILE: Record<string, [text: string, rule?: string]> = {
  'a command of quotes': [command(`ping ${'"a" '.repeat(2000)}`), 'unexpected-value'],
  'a command of braces': [command(`ping ${'{'.repeat(8000)}`), 'malformed-value'],
  'a command of pipes': [command('ping a | '.repeat(900)), 'hard-wired-host'],
  'a command without end': [command(`ping ${'a '.repeat(200_000)}`), 'overlong-command'],
  'a thousand commands': [STEP + '1. B\n\n   ```cmd\n   slmgr /skms:a\n   ```\n\n'.repeat(1200), 'endless-procedure'],
  'dates that never come': [`${STEP}${'will will 20 '.repeat(30_000)}\n`],
  'dashes like keys': [`${STEP}${'AAAAA-BBBBB-'.repeat(30_000)}\n`],
  'codes all over': [`${STEP}${'0xC004FFFF '.repeat(30_000)}\n`, 'unknown-code'],
  'fences of growing length': [
    STEP + Array.from({ length: 600 }, (_, n) => `~~~~${'~'.repeat(600)}text\n${'`'.repeat(n + 3)}\n`).join(''),
  ],
  'addresses without end': [`${STEP}[a](https://${'a.'.repeat(100_000)}b)\n`, 'link-to-nowhere'],
  'a phrase of many texts': [`${phrases('(a|b)'.repeat(400))}## A\nB\n`, 'contradictory-phrase'],
}

// Generous for a busy machine: the slowest takes about a second on an idle one.
const MILLISECONDS = 5000

function run(text: string): { codes: string[]; ms: number } {
  let codes: string[] = []
  const ms = cpuMilliseconds(() => {
    const { diagnostics } = compile([...valid, { path: 'hostile.md', text }], MACROS, LIMITS, '2026-11-22')
    codes = diagnostics.map(({ code }) => code)
  })
  return { codes, ms }
}

describe('LINT_RULES', () => {
  it.each(Object.entries(HOSTILE))('are quick with %s', (_, [text, rule]) => {
    const { codes, ms } = run(text)
    expect(ms).toBeLessThan(MILLISECONDS)
    if (rule !== undefined) expect(codes).toContain(rule)
  })

  it('refuse a text of 100 MB at once, within its own size again', () => {
    const text = STEP + 'words and more words\n'.repeat((100 * MEGABYTE) / 21)
    const before = process.memoryUsage().heapUsed
    const { codes, ms } = run(text)
    expect(codes).toEqual(['oversized-document'])
    expect(ms).toBeLessThan(MILLISECONDS)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * MEGABYTE)
  })

  it.each([
    ['lists', '- '.repeat(10_000)],
    ['quotes', '> '.repeat(10_000)],
    ['steps', Array.from({ length: 10_000 }, (_, depth) => `${'  '.repeat(Math.min(depth, 20))}1. a`).join('\n')],
  ])('refuse 10,000 nested %s at once', (_, body) => {
    const { codes, ms } = run(`${STEP}${body}\n`)
    expect(codes).not.toEqual([])
    expect(ms).toBeLessThan(MILLISECONDS)
  })

  it('refuse YAML that grows when it is read', () => {
    const bomb = ['a: &a [x, x]', ...Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a, *a, *a]`)].join('\n')
    const { codes, ms } = run(`---\ntitle: T\nproducts: [office]\n${bomb}\n---\nT.\n\n## A\nB\n`)
    expect(codes).toContain('broken-front-matter')
    expect(ms).toBeLessThan(MILLISECONDS)
  })

  it('end with circles of links and of shared steps', () => {
    const circle = Array.from(
      { length: 300 },
      (_, n) =>
        `## S${n}\n<!-- source: own -->\n> [!NOTE]\n> On: client\n\n1. [next](#s${(n + 1) % 300})\n- [on](#s${(n + 7) % 300})\n`,
    ).join('\n')
    const { codes, ms } = run(HEAD + circle)
    expect(codes).toContain('endless-loop')
    expect(codes).toContain('endless-procedure')
    expect(ms).toBeLessThan(MILLISECONDS)
  })
})
