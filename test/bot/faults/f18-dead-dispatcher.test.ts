import { describe, expect, it } from 'vitest'

import { openOutbox } from './outbox.ts'

describe('F18 dispatcher dead with a lease', () => {
  it('has its parcel taken over after 30 seconds, and its late mark refused', async () => {
    const { store, advance, put, dispatch } = await openOutbox()
    await put(['A-1'])
    const stale = await store.take('mail', 'dead', store.now())
    const sent: string[] = []
    const dispatcher = dispatch(async ({ key }) => void sent.push(key))
    advance(29_000)
    await dispatcher.settle()
    expect(sent).toEqual([])
    advance(2000)
    await dispatcher.settle()
    expect(sent).toEqual(['A-1'])
    expect(await store.finish(stale?.id ?? '', 'dead', store.now())).toBe(false)
    expect(await store.backlog()).toEqual({ waiting: 0, parked: 0 })
    await dispatcher.stop()
    await store.close()
  })

  it('gives its parcel back at once when it is stopped and cannot finish', async () => {
    const { store, put, dispatch } = await openOutbox()
    await put(['A-1'])
    const begun = Promise.withResolvers<void>()
    const hanging = dispatch(() => {
      begun.resolve()
      return new Promise(() => {})
    })
    hanging.wake()
    await begun.promise
    await hanging.stop(50)
    const sent: string[] = []
    const next = dispatch(async ({ key }) => void sent.push(key))
    await next.settle()
    expect(sent).toEqual(['A-1'])
    await next.stop()
    await store.close()
  })
})
