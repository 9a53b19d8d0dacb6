import { describe, expect, it } from 'vitest'

import { ParcelFailed, ParcelRejected } from '../../../bot/handoff/index.ts'
import { openOutbox } from './outbox.ts'

const KEYS = Array.from({ length: 500 }, (_, n) => `A-${n}`)
const MINUTE = 60_000

describe('F19 poison', () => {
  it('parks one that is refused, with an alarm, and delivers the 499 others', async () => {
    const { store, events, put, dispatch } = await openOutbox()
    await put(KEYS)
    const sent: string[] = []
    const dispatcher = dispatch(async ({ key }) => {
      if (key === 'A-250') throw new ParcelRejected('no such queue')
      sent.push(key)
    })
    await dispatcher.settle()
    expect(sent.toSorted()).toEqual(KEYS.filter((key) => key !== 'A-250').toSorted())
    expect(events.filter((event) => event === 'parked')).toHaveLength(1)
    expect(await store.backlog()).toEqual({ waiting: 0, parked: 1 })
    await dispatcher.stop()
    await store.close()
  })

  it('does not hold up the others with one that breaks its receiver, nor try it all the time', async () => {
    const { store, advance, put, dispatch } = await openOutbox()
    await put(KEYS)
    let tries = 0
    const sent: string[] = []
    const dispatcher = dispatch(async ({ key }) => {
      if (key !== 'A-0') return void sent.push(key)
      tries += 1
      throw new Error('500')
    })
    await dispatcher.settle()
    expect(sent).toHaveLength(499)
    for (let minute = 0; minute < 60; minute += 1) {
      advance(MINUTE)
      await dispatcher.settle()
    }
    expect(tries).toBeLessThan(10)
    await dispatcher.stop()
    await store.close()
  })

  it('keeps everything while the receiver lets nobody in, and says so', async () => {
    const { store, events, advance, put, dispatch } = await openOutbox()
    await put(KEYS.slice(0, 50))
    let isLocked = true
    const sent: string[] = []
    let tries = 0
    const dispatcher = dispatch(async ({ key }) => {
      tries += 1
      if (isLocked) throw new ParcelFailed('401', { kind: 'denied' })
      sent.push(key)
    })
    for (let minute = 0; minute < 60; minute += 1) {
      await dispatcher.settle()
      advance(MINUTE)
    }
    expect(tries).toBeLessThanOrEqual(13)
    expect(events.filter((event) => event === 'sink-denied')).toHaveLength(tries)
    isLocked = false
    advance(10 * MINUTE)
    await dispatcher.settle()
    expect(sent.toSorted()).toEqual(KEYS.slice(0, 50).toSorted())
    await dispatcher.stop()
    await store.close()
  })
})
