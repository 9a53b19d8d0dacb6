import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '../../knowledge/compile/index.ts'
import { RULES as COMPILER_RULES } from '../../knowledge/compile/rules/index.ts'
import { type Diagnostic, formatDiagnostic, LIMITS, type Limits } from '../../knowledge/index.ts'
import { LINT_RULES } from '../../knowledge/lint/index.ts'
import { FIXTURES, golden, MACROS, readFixtures } from '../support/documents.ts'

type Settings = { path?: string; limits?: Partial<Limits> }

const RULES = { ...COMPILER_RULES, ...LINT_RULES }
/** The day on which the fixtures are read: rules about dates depend on it. */
const TODAY = '2026-11-22'

const valid = readFixtures('valid')
/** Those to which the others link or lay claim: each of two hundred tests compiles them again. */
const linked = valid.filter(({ path }) => ['lookup.md', 'procedure.md', 'topic.md', 'zone-line.md'].includes(path))
const invalid = readFixtures('invalid')
const settings: Record<string, Settings> = JSON.parse(readFileSync(`${FIXTURES}invalid/settings.json`, 'utf8'))

/** A document that needs other limits than the default is compiled alone, others with the valid ones. */
function diagnose(name: string, text: string): Diagnostic[] {
  const { path = `${name}.md`, limits } = settings[name] ?? {}
  const others = limits ? [] : linked
  return compile([...others, { path, text }], MACROS, { ...LIMITS, ...limits }, TODAY).diagnostics
}

describe('RULES', () => {
  it.each(invalid.map(({ path, text }) => [path.replace('.md', ''), text] as const))(
    'say what is wrong with %s.md',
    (name, text) => {
      const diagnostics = diagnose(name, text)
      const said = `${diagnostics.map(formatDiagnostic).join('\n')}\n`
      expect([...new Set(diagnostics.map(({ code }) => code))], said).toEqual([name.split('.')[0]])
      expect(said).toBe(golden(`invalid/${name}.txt`, said))
    },
  )

  it('have names of their own in compiler and linter', () => {
    expect(Object.keys(RULES)).toHaveLength(Object.keys(COMPILER_RULES).length + Object.keys(LINT_RULES).length)
  })

  it('have a document that breaks each, and no document breaks a rule that does not exist', () => {
    const names = invalid.map(({ path }) => path.split('.')[0] ?? '')
    expect([...new Set(names)].sort()).toEqual(Object.keys(RULES).sort())
  })

  it('have a row each in the table of the guide, and no row is about another', () => {
    const guide = readFileSync(new URL('../../knowledge/README.md', import.meta.url), 'utf8')
    const table = guide.slice(guide.indexOf('## Diagnostics'))
    const rows = [...table.matchAll(/^\| `([a-z-]+)`( \(warning\))? \|/gm)].map(
      ([, name, warning]) => `${name}${warning ?? ''}`,
    )
    const rules = Object.entries(RULES).map(([name, { severity }]) =>
      severity === 'warning' ? `${name} (warning)` : name,
    )
    expect(rows.sort()).toEqual(rules.sort())
  })

  it('let a translation with the same ids, commands and values pass', () => {
    const german = readFixtures('de').map(({ path, text }) => ({ path: `documents/de/${path}`, text }))
    expect(compile([...valid, ...german], MACROS).diagnostics).toEqual([])
    expect(compile([...valid, ...german], MACROS).graph).toEqual(compile(valid, MACROS).graph)
  })
})
