import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ARTICLES = 'test/fixtures/articles'

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`bot/commands/${command}.ts`, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('npm run import', () => {
  it('prints the document, and what was lost on standard error', () => {
    const { status, stdout, stderr } = run('import', `${ARTICLES}/lost-command.txt`)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^---\ntitle: "Kiosk PCs/)
    expect(stderr).toContain(`${ARTICLES}/lost-command.txt:6:1 lost-command (warning): `)
  })

  it('prints document and diagnostics as one line of JSON', () => {
    const { stdout } = run('import', '--json', '--id', 'kb-1', `${ARTICLES}/lost-command.txt`)
    const { markdown, diagnostics } = JSON.parse(stdout)
    expect(markdown).toContain('<!-- source: kb-1 L3-')
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'lost-command', line: 6 }))
  })

  it('exits with 2 when it is called wrongly', () => {
    expect(run('import').status).toBe(2)
    expect(run('import', 'no-such-file.txt').stderr).toContain('cannot read no-such-file.txt')
    expect(run('import', '--id', 'a b', `${ARTICLES}/versions.txt`).status).toBe(2)
  })
})

describe('npm run compile', () => {
  it('takes a file of Microsoft Learn and names the lines of that file', () => {
    const { status, stdout, stderr } = run('compile', `${ARTICLES}/learn-alerts.md`)
    expect(stdout).toMatch(/^1 topic, [4-9] nodes, 1 command, 0 errors/)
    expect(stderr).toContain(`${ARTICLES}/learn-alerts.md:26:1 lost-image (warning): `)
    expect(status).toBe(0)
  })
})
