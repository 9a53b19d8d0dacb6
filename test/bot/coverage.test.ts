import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { readDocuments, readLexicon } from '../../bot/documents.ts'
import { compile, parseLexicon } from '../../knowledge/compile/index.ts'
import { coverage } from '../../knowledge/index.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bot/commands/coverage.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('npm run coverage', () => {
  const { graph } = compile(readDocuments(), parseLexicon(readLexicon()).macros)
  const rows = coverage(graph)

  it('prints what the graph holds of each source article as a table', () => {
    const { status, stdout, stderr } = run()
    const lines = stdout.trim().split('\n')
    expect({ status, stderr, lines: lines.length }).toEqual({ status: 0, stderr: '', lines: rows.length + 1 })
    expect(lines.map((line) => line.split(/\s+/)).slice(1)).toEqual(
      rows.map((row) => Object.values(row).map((cell) => String(cell))),
    )
  })

  it('prints it as JSON', () => {
    expect(JSON.parse(run('--json').stdout)).toEqual({ version: graph.version, rows })
  })

  it('gives the table of the README', () => {
    const [, block = ''] =
      /<!-- coverage -->\n([\s\S]*?)<!-- \/coverage -->/.exec(readFileSync(`${ROOT}README.md`, 'utf8')) ?? []
    const cells = [...block.matchAll(/^\| (.*) \|$/gm)].map(([, line = '']) => line.split(' | '))
    const expected = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row).map(String))]
    expect(cells, 'run: npm run -s coverage -- --readme').toEqual(expected)
  })

  it('exits with 2 when it is misused', () => {
    expect(run('--all')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('usage: ') })
  })
})
