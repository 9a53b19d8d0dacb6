import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { APP, type ProductionBot, startProductionBot } from './production-bot.ts'
import { activityOf, authorizationOf, type Scene, VECTORS } from './vectors.ts'

let running: ProductionBot
let scene: Scene

beforeAll(async () => {
  running = await startProductionBot()
  scene = { service: running.service, app: APP, evil: running.evil.url, now: Date.now() }
})
afterAll(() => running.stopAll())

describe('T2 tokens of others', () => {
  it('has at least 60 vectors, of which some are let in', () => {
    expect(VECTORS.length).toBeGreaterThanOrEqual(60)
    expect(VECTORS.filter(({ expect: status }) => status === 200).length).toBeGreaterThan(5)
  })

  it.each(VECTORS)('answers $name with $expect, and says no more than a code', async (vector) => {
    const authorization = await authorizationOf(vector, scene)
    const response = await fetch(`${running.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body: JSON.stringify(activityOf(vector, scene)),
    })
    expect(response.status).toBe(vector.expect)
    expect(await response.text()).toMatch(/^$|^\{"error":\{"code":"\w+"\}\}$/)
  })

  it('has called nobody whom a token named', () => {
    expect([running.evil.requests, running.evil.connections]).toEqual([0, 0])
  })
})
