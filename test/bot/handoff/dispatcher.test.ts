import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createDispatcher, type Dispatcher, type Sink } from '../../../bot/handoff/dispatcher.ts'
import { ParcelFailed, ParcelRejected } from '../../../bot/handoff/parcel-failed.ts'
import type { Failure } from '../../../bot/handoff/retry.ts'
import { Parcels } from './parcels.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

let parcels: Parcels
let lines: { level: string; event?: string; [more: string]: unknown }[]
let sent: string[]
let sink: Sink
let dispatcher: Dispatcher
const parked = vi.fn(async () => {})

function start(sinks?: Record<string, Sink>): Dispatcher {
  const log = (level: string) => (fields: object) => void lines.push({ level, ...fields })
  return createDispatcher({
    store: parcels.store,
    sinks: sinks ?? { mail: (parcel) => sink(parcel) },
    onParked: parked,
    clock: Date.now,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    random: () => 0.5,
  })
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1e12 })
  parked.mockReset().mockResolvedValue()
  parcels = new Parcels()
  lines = []
  sent = []
  sink = async ({ key }) => void sent.push(key)
  dispatcher = start()
})
afterEach(async () => {
  const stopped = dispatcher.stop(0)
  await vi.advanceTimersByTimeAsync(1)
  await stopped
  vi.useRealTimers()
})

const fails =
  (failure: Failure, message = 'mail.example broke off.') =>
  async () => {
    throw new ParcelFailed(message, failure)
  }
const events = () => lines.map(({ level, event }) => `${level} ${event}`)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('createDispatcher', () => {
  it('delivers all that is due, and says so', async () => {
    parcels.put('A-1', 'A-2')
    await dispatcher.settle()
    expect(sent).toEqual(['A-1', 'A-2'])
    expect(lines).toEqual(
      ['A-1', 'A-2'].map((key) => ({ level: 'info', event: 'delivered', kind: 'mail', key, attempts: 1 })),
    )
    expect(parcels.of('A-1').done).toBe(Date.now())
    expect(parcels.calls).toEqual(['take mail', 'take mail', 'take mail'])
  })

  it('looks every five seconds, and at once when it is woken', async () => {
    parcels.put('A-1')
    await pass(4999)
    expect(sent).toEqual([])
    await pass(1)
    expect(sent).toEqual(['A-1'])
    parcels.put('A-2')
    dispatcher.wake()
    await pass(0)
    expect(sent).toEqual(['A-1', 'A-2'])
  })

  it('looks once for many who wake it meanwhile', async () => {
    for (let n = 0; n < 100; n += 1) dispatcher.wake()
    await pass(0)
    expect(parcels.calls).toEqual(['take mail'])
  })

  it('holds up no system for another', async () => {
    await dispatcher.stop()
    dispatcher = start({ mail: () => new Promise(() => {}), hook: async ({ key }) => void sent.push(key) })
    parcels.put('A-1', 'A-2')
    parcels.of('A-2').kind = 'hook'
    dispatcher.wake()
    await pass(0)
    expect(sent).toEqual(['A-2'])
  })

  it.each<[string, Failure, string, boolean]>([
    ['a system that is down', { kind: 'down' }, 'warn postponed', true],
    ['a system that was not reached', { kind: 'down', unsent: true }, 'warn postponed', false],
    ['a system that may have it', { kind: 'throttled', unclear: true }, 'warn postponed', true],
    ['a system that asks for patience', { kind: 'throttled', after: MINUTE }, 'warn postponed', false],
    ['a system that lets nobody in', { kind: 'denied' }, 'error sink-denied', false],
  ])(
    'puts off what was not taken by %s, and notes whether it may have got through',
    async (_, failure, event, isDoubted) => {
      parcels.put('A-1')
      sink = fails(failure)
      await dispatcher.settle()
      const { attempts, error, doubtedAt } = parcels.of('A-1')
      expect([events(), attempts, error]).toEqual([[event], 1, 'mail.example broke off.'])
      expect(doubtedAt).toBe(isDoubted ? Date.now() : undefined)
      expect(lines[0]).toMatchObject({ kind: 'mail', key: 'A-1', attempts: 1, reason: failure.kind })
      expect(parcels.of('A-1').dueAt - Date.now()).toBe(failure.kind === 'denied' ? 5 * MINUTE : MINUTE)
    },
  )

  it.each([
    ['an error of somebody else, by its name alone', new RangeError('ann@corp.example said no'), 'RangeError'],
    ['what is no error', 'ann@corp.example', 'string'],
  ])('keeps of %s', async (_, error, kept) => {
    parcels.put('A-1')
    sink = () => Promise.reject(error)
    await dispatcher.settle()
    expect(parcels.of('A-1').error).toBe(kept)
    expect(lines[0]).toMatchObject({ reason: 'down' })
  })

  it('goes on with the others while one waits', async () => {
    parcels.put('A-1', 'A-2')
    sink = async ({ key }) => {
      if (key === 'A-1') throw new ParcelFailed('No.', { kind: 'down' })
      sent.push(key)
    }
    await dispatcher.settle()
    expect(sent).toEqual(['A-2'])
  })

  it('tries no other while the system asks for patience', async () => {
    parcels.put('A-1', 'A-2')
    let tries = 0
    sink = async () => {
      tries += 1
      throw new ParcelFailed('No.', { kind: 'throttled', after: MINUTE })
    }
    await dispatcher.settle()
    await pass(MINUTE - 1)
    await dispatcher.settle()
    expect(tries).toBe(1)
    await pass(1)
    await dispatcher.settle()
    expect(tries).toBe(2)
  })

  it('rests after five failures in a row, and hurries all others once the system is back', async () => {
    parcels.put(...Array.from({ length: 8 }, (_, n) => `A-${n}`))
    let tries = 0
    const down: Sink = async () => {
      tries += 1
      throw new ParcelFailed('No.', { kind: 'down' })
    }
    sink = down
    await dispatcher.settle()
    expect(tries).toBe(5)
    sink = async ({ key }) => void sent.push(key)
    await pass(30 * SECOND)
    await dispatcher.settle()
    expect(parcels.calls.filter((call) => call === 'hasten mail')).toHaveLength(1)
    expect(sent).toHaveLength(8)
  })

  it('hurries nobody where too few have failed to tell', async () => {
    parcels.put('A-1')
    sink = fails({ kind: 'down' })
    await dispatcher.settle()
    sink = async ({ key }) => void sent.push(key)
    await pass(2 * MINUTE)
    expect(sent).toEqual(['A-1'])
    expect(parcels.calls).not.toContain('hasten mail')
  })

  it('leaves to a person what is refused, after who waits was told', async () => {
    parcels.put('A-1')
    sink = async () => {
      throw new ParcelRejected('No such queue.')
    }
    await dispatcher.settle()
    expect(parked).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ key: 'A-1' }))
    expect(parcels.of('A-1')).toMatchObject({ parkedAt: Date.now(), error: 'No such queue.', attempts: 1 })
    expect(events()).toEqual(['error parked'])
    expect(lines[0]).toMatchObject({ kind: 'mail', key: 'A-1', attempts: 1, reason: 'rejected' })
  })

  it('leaves nothing to a person as long as nobody can be told', async () => {
    parcels.put('A-1')
    parked.mockRejectedValueOnce(new Error('The disk is full.'))
    sink = async () => {
      throw new ParcelRejected('No such queue.')
    }
    await dispatcher.settle()
    expect(parcels.of('A-1').parkedAt).toBeUndefined()
    expect(lines).toMatchObject([
      { level: 'error', event: 'outbox', kind: 'mail', error: { message: 'The disk is full.' } },
    ])
  })

  it('puts off what it is too early for, and counts no try', async () => {
    parcels.put('A-1')
    sink = fails({ kind: 'early', after: 90 * SECOND })
    await dispatcher.settle()
    expect(parcels.of('A-1')).toMatchObject({ attempts: 0, dueAt: Date.now() + 90 * SECOND })
    expect(lines).toEqual([])
  })

  it.each([
    ['that is due', 0, 1000],
    ['that waits for ten minutes', 10 * MINUTE, 10 * MINUTE + 1000],
  ])('holds later news behind what goes before, %s', async (_, ahead, wait) => {
    parcels.put('A-1/1')
    parcels.earlier['A-1/1'] = Date.now() + ahead
    await dispatcher.settle()
    expect(sent).toEqual([])
    expect(parcels.of('A-1/1').dueAt - Date.now()).toBe(wait)
    delete parcels.earlier['A-1/1']
    await pass(wait)
    await dispatcher.settle()
    expect(sent).toEqual(['A-1/1'])
  })

  it('keeps what it is delivering, as long as that takes, and no longer', async () => {
    parcels.put('A-1')
    const slow = Promise.withResolvers<void>()
    sink = () => slow.promise
    dispatcher.wake()
    await pass(25 * SECOND)
    expect(parcels.calls.filter((call) => call.startsWith('extend'))).toHaveLength(2)
    slow.resolve()
    await pass(25 * SECOND)
    expect(parcels.calls.filter((call) => call.startsWith('extend'))).toHaveLength(2)
    expect(events()).toEqual(['info delivered'])
  })

  it('says when it cannot keep what it is delivering, and goes on', async () => {
    parcels.put('A-1')
    parcels.store.extend = () => Promise.reject(new Error('The disk is full.'))
    const slow = Promise.withResolvers<void>()
    sink = () => slow.promise
    dispatcher.wake()
    await pass(10 * SECOND)
    slow.resolve()
    await pass(0)
    expect(lines).toMatchObject([
      { level: 'warn', event: 'outbox', kind: 'mail', key: 'A-1', error: { message: 'The disk is full.' } },
      { level: 'info', event: 'delivered' },
    ])
  })

  it('knows that another bot has it by now', async () => {
    parcels.put('A-1')
    sink = async () => {
      parcels.of('A-1').lease = 'of another'
    }
    await dispatcher.settle()
    expect(events()).toEqual(['info delivered-late'])
  })

  it('waits a minute for a system that forgets to answer', async () => {
    parcels.put('A-1')
    sink = () => new Promise(() => {})
    dispatcher.wake()
    await pass(MINUTE - 1)
    expect(parcels.of('A-1').attempts).toBe(0)
    await pass(1)
    expect(parcels.of('A-1')).toMatchObject({ attempts: 1, error: 'No answer in time.', doubtedAt: Date.now() })
  })

  it('says when the store fails, and goes on when it is back', async () => {
    parcels.put('A-1')
    const { take } = parcels.store
    parcels.store.take = () => Promise.reject(new Error('The disk is full.'))
    await dispatcher.settle()
    expect(lines).toMatchObject([{ level: 'error', event: 'outbox', kind: 'mail' }])
    parcels.store.take = take
    await dispatcher.settle()
    expect(sent).toEqual(['A-1'])
  })

  it('takes nothing more once it is stopped, and ends what is under way', async () => {
    parcels.put('A-1', 'A-2')
    const slow = Promise.withResolvers<void>()
    sink = async ({ key }) => {
      await slow.promise
      sent.push(key)
    }
    dispatcher.wake()
    await pass(0)
    let isStopped = false
    const stopped = dispatcher.stop().then(() => (isStopped = true))
    dispatcher.wake()
    await pass(9 * SECOND)
    expect(isStopped).toBe(false)
    slow.resolve()
    await stopped
    await dispatcher.settle()
    expect([sent, parcels.calls.filter((call) => call.startsWith('release'))]).toEqual([['A-1'], []])
  })

  it('gives back after ten seconds what is not done', async () => {
    parcels.put('A-1')
    sink = () => new Promise(() => {})
    dispatcher.wake()
    await pass(0)
    const stopped = dispatcher.stop()
    await pass(9_999)
    expect(parcels.calls).not.toContain('release id-A-1')
    await pass(1)
    await stopped
    expect(parcels.calls).toContain('release id-A-1')
    expect(parcels.of('A-1').lease).toBeUndefined()
  })

  it('stops also where nothing can be given back', async () => {
    parcels.put('A-1')
    parcels.store.release = () => Promise.reject(new Error('The disk is full.'))
    sink = () => new Promise(() => {})
    dispatcher.wake()
    await pass(0)
    const stopped = dispatcher.stop(50)
    await pass(50)
    await expect(stopped).resolves.toBeUndefined()
  })
})
