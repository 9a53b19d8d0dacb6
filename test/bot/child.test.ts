import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { ChildFailed, startChild } from '../../bot/child.ts'
import type { Order } from './odd-child.ts'

const SCRIPT = new URL('./odd-child.ts', import.meta.url)
const HOLDER = fileURLToPath(new URL('./child-holder.ts', import.meta.url))

function ask(order: Order, limits: { megabytes?: number; milliseconds?: number } = {}): Promise<unknown> {
  return startChild(SCRIPT, { megabytes: 64, milliseconds: 20_000, ...limits }).ask(order)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('startChild', { timeout: 60_000 }, () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('gives back what the child found, maps and typed arrays included', async () => {
    expect(await ask('answer')).toEqual(new Map([['a', new Float32Array([1, 2])]]))
  })

  it('keeps the settings of the bot from the child', async () => {
    vi.stubEnv('DIRECT_LINE_SECRET', 'canary')
    vi.stubEnv('DATA_DIR', '/somewhere')
    expect(await ask('environment')).toContain('DATA_DIR')
    expect(await ask('environment')).not.toContain('DIRECT_LINE_SECRET')
  })

  it.each<[Order, RegExp, object]>([
    ['throw', /^The folder is gone\.$/, {}],
    ['exit', /^It stopped with code 3\.$/, {}],
    ['hang', /^It took more than 2 s\.$/, { milliseconds: 2000 }],
    ['fill', /^It needed more than 32 MB\.$/, { megabytes: 32 }],
  ])('says why there is no answer: %s', async (order, reason, limits) => {
    const failure = ask(order, limits)
    await expect(failure).rejects.toThrow(ChildFailed)
    await expect(failure).rejects.toThrow(reason)
  })

  // Only Linux tells a process's children.
  const onLinux = it.skipIf(process.platform !== 'linux')
  onLinux.each(['SIGTERM', 'SIGKILL'] as const)('lets no child outlive a process that ends by %s', async (signal) => {
    const holder = spawn(process.execPath, [HOLDER], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(holder.stdout, 'data')
    const child = Number(line)
    expect(isRunning(child)).toBe(true)
    holder.kill(signal)
    await once(holder, 'exit')
    await vi.waitFor(() => expect(isRunning(child)).toBe(false), { timeout: 10_000 })
  })
})
