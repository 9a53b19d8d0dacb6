import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

import { isPassword } from '../../../bot/desk/password.ts'

const run = (input: string) =>
  spawnSync(process.execPath, ['bot/commands/desk-password.ts'], { input, encoding: 'utf8', timeout: 20_000 })

describe('desk-password', () => {
  it('prints a hash that takes the place of the password', async () => {
    const { status, stdout } = run('correct horse battery staple\n')
    expect(status).toBe(0)
    expect(await isPassword('correct horse battery staple', stdout.trim())).toBe(true)
  })

  it('refuses what is easily guessed', () => {
    expect(run('short\n')).toMatchObject({ status: 1, stdout: '' })
  })
})
