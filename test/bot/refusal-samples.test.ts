import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Log, LogFields } from '../../bot/log.ts'
import { sampleRefusals } from '../../bot/refusal-samples.ts'

const REFUSED: LogFields = {
  event: 'refused',
  method: 'post',
  route: '/api/messages',
  status: 401,
  reason: 'Unauthorized',
}

function startLog() {
  const lines: LogFields[] = []
  const write = (fields: LogFields) => void lines.push(fields)
  return { lines, ...sampleRefusals({ info: write, warn: write, error: write } satisfies Log) }
}

describe('sampleRefusals', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('writes 21 lines of a flood in ten seconds, the last with the number of the others', () => {
    const { log, lines } = startLog()
    for (let n = 0; n < 100_000; n += 1) log.info(REFUSED)
    expect(lines).toEqual(Array(20).fill(REFUSED))
    vi.advanceTimersByTime(10_000)
    expect(lines.slice(20)).toEqual([{ ...REFUSED, count: 99_980 }])
  })

  it('writes the few as they are, and nothing more', () => {
    const { log, lines } = startLog()
    for (let n = 0; n < 20; n += 1) log.info(REFUSED)
    vi.advanceTimersByTime(60_000)
    expect(lines).toHaveLength(20)
  })

  it('begins anew after ten seconds', () => {
    const { log, lines } = startLog()
    for (let n = 0; n < 25; n += 1) log.info(REFUSED)
    vi.advanceTimersByTime(10_000)
    log.info(REFUSED)
    expect(lines.at(-1)).toEqual(REFUSED)
  })

  it('does not let one flood hide another refusal, nor anything that is none', () => {
    const { log, lines } = startLog()
    for (let n = 0; n < 50; n += 1) log.info(REFUSED)
    const other = { ...REFUSED, status: 403, reason: 'Forbidden' }
    log.info(other)
    log.warn({ event: 'storage' })
    log.error(REFUSED)
    for (let n = 0; n < 30; n += 1) log.info({ event: 'turn' })
    expect(lines.slice(20, 23)).toEqual([other, { event: 'storage' }, REFUSED])
    expect(lines.slice(23)).toEqual(Array(30).fill({ event: 'turn' }))
  })

  it('says when it ends what was left out until then', () => {
    const { log, lines, flush } = startLog()
    for (let n = 0; n < 22; n += 1) log.info(REFUSED)
    flush()
    flush()
    expect(lines.slice(20)).toEqual([{ ...REFUSED, count: 2 }])
  })

  it('accounts for every refusal, in whatever order they come', () => {
    const step = fc.record({ reason: fc.constantFrom('A', 'B', 'C'), times: fc.nat(60), wait: fc.nat(9000) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { log, lines, flush } = startLog()
        for (const { reason, times, wait } of steps) {
          for (let n = 0; n < times; n += 1) log.info({ ...REFUSED, reason })
          vi.advanceTimersByTime(wait)
        }
        flush()
        for (const reason of ['A', 'B', 'C']) {
          const told = lines.filter((line) => line.reason === reason).reduce((sum, { count = 1 }) => sum + count, 0)
          const sent = steps.filter((one) => one.reason === reason).reduce((sum, { times }) => sum + times, 0)
          expect(told).toBe(sent)
        }
      }),
      { numRuns: 50 },
    )
  })
})
