import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { newDataDir } from '../test-bot.ts'

const DIALOG = fileURLToPath(new URL('offline-dialog.ts', import.meta.url))
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/

type Outcome = { page: number; said: string[]; mails: string[]; errors: string; code: number | null }

function works(program: string, ...parts: string[]): boolean {
  try {
    execFileSync(program, parts, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

// A network of its own can only be made by root, or where people may make namespaces.
const canIsolate = works('unshare', '--map-root-user', '-n', 'ip', 'link', 'set', 'lo', 'up')
const canTrace = works('strace', '-V')

/** Runs the dialog where no network is but loopback, and under the eyes of strace, as far as this machine has both. */
function run(target: string): Outcome {
  const trace = canTrace ? ['strace', '-f', '--seccomp-bpf', '-e', 'trace=connect', '-o', `${target}.strace`] : []
  const alone = canIsolate
    ? ['unshare', '--map-root-user', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh']
    : []
  const [program = '', ...parts] = [...alone, ...trace, process.execPath, DIALOG, target]
  const { status, stderr } = spawnSync(program, parts, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(readFileSync(target, 'utf8'))
}

describe('F21 no internet', () => {
  it('leads through a dialog to a mail to IT, and tries to reach nothing beyond this machine', () => {
    const target = join(newDataDir(), 'outcome')
    const { page, said, mails, code } = run(target)
    expect([page, code]).toEqual([200, 0])
    expect(said.join()).toMatch(/A-1001/)
    expect(mails).toEqual([expect.stringContaining('0x8007232B')])
    const reached = readFileSync(`${target}.connections`, 'utf8').trim().split('\n')
    expect(reached.length).toBeGreaterThan(0)
    expect(reached.filter((line) => !LOOPBACK.test(line.split(' ')[1] ?? ''))).toEqual([])
    if (!canTrace) return
    // The same seen from below, native code and all.
    const connects = readFileSync(`${target}.strace`, 'utf8').match(/connect\(.*sa_family=AF_INET6?,.*/g) ?? []
    expect(connects.length).toBeGreaterThan(2)
    expect(connects.filter((line) => !/inet_addr\("127\.|"::1"/.test(line))).toEqual([])
  })
})
