import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { FACTS } from '../../knowledge/index.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FIXTURES = 'test/fixtures/documents'

function compile(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bot/commands/compile.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('npm run compile', () => {
  it('says what is in a folder and exits with 0', () => {
    const { status, stdout, stderr } = compile(`${FIXTURES}/valid/lookup.md`)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^1 topic, 2 nodes, 0 commands, 0 errors, 0 warnings, graph [0-9a-f]{16}\n$/)
  })

  it('lists the facts that a document can use, with their values', () => {
    const { status, stdout } = compile('--facts')
    expect(status).toBe(0)
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([...Object.keys(FACTS), ''])
    expect(stdout).toMatch(/^windowsBits +32\|64 +bitness of Windows$/m)
    expect(stdout).toMatch(/^graceDays +a number of days +\S/m)
    expect(stdout).toMatch(/^makKey +key +a MAK \(never kept, never shown\)$/m)
  })

  it('prints graph and diagnostics as one line of JSON', () => {
    const { status, stdout } = compile('--json', `${FIXTURES}/valid/lookup.md`)
    const { graph, diagnostics } = JSON.parse(stdout)
    expect({ status, lines: stdout.split('\n').length, diagnostics }).toEqual({ status: 0, lines: 2, diagnostics: [] })
    expect(Object.keys(graph)).toEqual(['version', 'documents', 'topics', 'nodes', 'tables'])
  })

  it('names file, line and column of an error on standard error and exits with 1', () => {
    const { status, stderr } = compile('--json', `${FIXTURES}/invalid/dead-end.md`)
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /^test\/fixtures\/documents\/invalid\/dead-end\.md:8:1 dead-end: nothing follows this step; .+\n$/,
    )
  })

  it('passes with a warning', () => {
    const { status, stderr } = compile(`${FIXTURES}/invalid/missing-source.md`)
    expect(status).toBe(0)
    expect(stderr).toContain('missing-source.md:8:1 missing-source (warning): ')
  })

  it.each([['--jsno'], ['nowhere.md'], ['bot/store']])(
    'exits with 2 and says how it is used when asked for %s',
    (argument) => {
      const { status, stdout, stderr } = compile(argument)
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(stderr).toContain('usage: npm run -s compile -- [--facts] [--json] [document or folder ...]')
    },
  )
})
