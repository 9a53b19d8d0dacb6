import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createLanes } from '../../bot/store/lanes.ts'
import { StorageUnavailable } from '../../bot/store/storage-unavailable.ts'

const PATIENCE = 5000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Work that ends when the test says so. */
function slow(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const work = async () => {
    log.push(`${name} begins`)
    return await promise
  }
  return { work, end: () => resolve(name), fail: () => reject(new Error(name)) }
}

describe('createLanes', () => {
  it('runs work under one name one after the other, and under others at once', async () => {
    const lanes = createLanes(PATIENCE)
    const log: string[] = []
    const [one, two, other] = [slow(log, 'one'), slow(log, 'two'), slow(log, 'other')]
    const first = lanes.run('c', one.work)
    const second = lanes.run('c', two.work)
    const third = lanes.run('d', other.work)
    await vi.advanceTimersByTimeAsync(PATIENCE - 1)
    expect(log).toEqual(['one begins', 'other begins'])
    one.end()
    await first
    await vi.advanceTimersByTimeAsync(0)
    expect(log).toEqual(['one begins', 'other begins', 'two begins'])
    two.end()
    other.end()
    expect(await Promise.all([first, second, third])).toEqual(['one', 'two', 'other'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets nobody pass one whose turn it is, however late they come', async () => {
    const lanes = createLanes(PATIENCE)
    const log: string[] = []
    const [one, two, three] = [slow(log, 'one'), slow(log, 'two'), slow(log, 'three')]
    const first = lanes.run('c', one.work)
    const second = lanes.run('c', two.work)
    one.end()
    await first
    await vi.advanceTimersByTimeAsync(1)
    const third = lanes.run('c', three.work)
    await vi.advanceTimersByTimeAsync(1)
    expect(log).toEqual(['one begins', 'two begins'])
    two.end()
    three.end()
    expect(await Promise.all([second, third])).toEqual(['two', 'three'])
  })

  it('goes on behind work that fails', async () => {
    const lanes = createLanes(PATIENCE)
    const one = slow([], 'one')
    const first = lanes.run('c', one.work)
    const second = lanes.run('c', async () => 'two')
    one.fail()
    await expect(first).rejects.toThrow('one')
    expect(await second).toBe('two')
  })

  it('keeps nobody waiting longer than the patience, and never begins what was given up', async () => {
    const lanes = createLanes(PATIENCE)
    const log: string[] = []
    const [one, two] = [slow(log, 'one'), slow(log, 'two')]
    const first = lanes.run('c', one.work)
    const late = lanes.run('c', two.work).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(PATIENCE)
    expect(await late).toBeInstanceOf(StorageUnavailable)
    expect(await late).toHaveProperty('message', 'Earlier turns of this conversation take too long.')
    const third = lanes.run('c', async () => 'three')
    one.end()
    expect(await first).toBe('one')
    expect(await third).toBe('three')
    expect(log).toEqual(['one begins'])
  })

  it('does not hurry work that has begun', async () => {
    const lanes = createLanes(PATIENCE)
    const [one, two] = [slow([], 'one'), slow([], 'two')]
    const first = lanes.run('c', one.work)
    const second = lanes.run('c', two.work)
    one.end()
    await first
    await vi.advanceTimersByTimeAsync(10 * PATIENCE)
    two.end()
    expect(await second).toBe('two')
  })

  it('waits for nobody where nothing is under way any more', async () => {
    const lanes = createLanes(PATIENCE)
    await lanes.run('c', async () => 'one')
    await vi.advanceTimersByTimeAsync(0)
    const timers = vi.spyOn(globalThis, 'setTimeout')
    expect(await lanes.run('c', async () => 'two')).toBe('two')
    expect(timers).not.toHaveBeenCalled()
    timers.mockRestore()
  })
})
