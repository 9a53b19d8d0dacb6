import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const BROKEN = 'test/fixtures/documents/invalid'
const documents = readdirSync(`${ROOT}${BROKEN}`).filter((file) => file.endsWith('.md'))

// What each rule says, document by document, and bombs of every kind: knowledge/compile-*.test.ts.
// That a running bot refuses them and goes on with what it had: reload.test.ts.
describe('T28 documents that are broken', () => {
  it('make the compiler fail, and at least 80 of them by file, line and column', () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['bot/commands/compile.ts', BROKEN], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    const said = `${stdout}${stderr}`
    const named = new Set([...said.matchAll(/([\w.-]+\.md):[1-9]\d*:[1-9]\d* /g)].map((found) => found[1]))
    // A few are wrong only beside another one, or by their size.
    expect(documents.filter((file) => named.has(file)).length).toBeGreaterThanOrEqual(80)
  })
})
