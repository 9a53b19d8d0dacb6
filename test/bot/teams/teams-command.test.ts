import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { SETTING_NAMES } from '../../../bot/settings.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const APP = '12345678-1234-1234-1234-123456789ABC'

function run(args: string[], environment: Record<string, string> = {}) {
  const out = join(mkdtempSync(join(tmpdir(), 'teams-')), 'app.zip')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bot/commands/teams.ts', ...args, '--out', out], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    encoding: 'utf8',
  })
  return { status, stdout, stderr, written: existsSync(out), out }
}

describe('npm run -s teams', () => {
  it('writes the package and says where, and how people get to the bot', () => {
    const { status, stdout, stderr, written, out } = run(['--app-id', APP, '--url', 'https://bot.example/'])
    expect([status, written, stderr]).toEqual([0, true, ''])
    expect(stdout).toContain(out)
    expect(stdout).toContain(`https://teams.microsoft.com/l/chat/0/0?users=28:${APP.toLowerCase()}`)
  })

  it('takes what the bot is configured with', () => {
    expect(run([], { MICROSOFT_APP_ID: APP, PUBLIC_URL: 'https://bot.example' })).toMatchObject({
      status: 0,
      stderr: '',
    })
  })

  it.each<[string, string[], RegExp]>([
    ['no app id', [], /^--app-id is missing/],
    ['an id that is none', ['--app-id', 'my-bot'], /^--app-id is not a GUID/],
    ['the empty id', ['--app-id', '00000000-0000-0000-0000-000000000000'], /^--app-id is the empty GUID/],
    ['an address that is not secure', ['--app-id', APP, '--url', 'http://bot.example'], /^--url is not an https/],
    ['a name that is too long', ['--app-id', APP, '--developer', 'x'.repeat(33)], /^--developer is longer than 32/],
    ['a version that is none', ['--app-id', APP, '--version', '01.x'], /^--version is not a version/],
    ['an option that is none', ['--app-id', APP, '--icon', 'x'], /--icon/],
  ])('says what is wrong with %s', (_, args, message) => {
    const { status, stderr, written } = run(args)
    expect([status, written]).toEqual([2, false])
    expect(stderr).toMatch(message)
    expect(stderr).toContain('usage:')
  })
})

describe('deploy/teams/README.md', () => {
  it('shows a command that works', () => {
    const page = readFileSync(join(ROOT, 'deploy/teams/README.md'), 'utf8')
    const [, given = ''] = /^npm run -s teams -- (.+)$/m.exec(page) ?? []
    const args = [...given.matchAll(/"([^"]*)"|(\S+)/g)].map((found) => found[1] ?? found[2] ?? '')
    expect(args).toContain('--app-id')
    expect(run(args.slice(0, args.indexOf('--out')))).toMatchObject({ status: 0, written: true, stderr: '' })
  })

  it('names settings that exist', () => {
    const page = readFileSync(join(ROOT, 'deploy/teams/README.md'), 'utf8')
    const named = [...page.matchAll(/`((?:MICROSOFT|HANDOFF|PUBLIC|BOT)_[A-Z_]+)/g)].map((found) => found[1] ?? '')
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter((name) => !SETTING_NAMES.includes(name.replace(/_FILE$/, '')))).toEqual([])
  })
})
