import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createAdmin } from '../../bot/admin.ts'
import { parseConfig } from '../../bot/config.ts'
import { type Host, startHost } from '../../bot/host.ts'
import { createAccess, type Route } from '../../bot/http/index.ts'

const SLOW = 300
const LIMIT_OF_CHANNELS = 7000
const silent = { info() {}, warn() {}, error() {} }

function slowRoute(path: string, longest: number): Route {
  return { method: 'get', path, longest, handle: () => pause(SLOW, { status: 200 }) }
}

let host: Host

beforeAll(async () => {
  const routes = [slowRoute('/short', SLOW / 10), slowRoute('/long', SLOW * 100)]
  const config = { ...parseConfig({}), port: 0 }
  host = await startHost({ config, access: createAccess(config), routes, log: silent })
})
afterAll(() => host.stop(0))

describe('startHost', () => {
  it('waits for a route as long as the route says', async () => {
    expect((await fetch(`${host.url}/short`)).status).toBe(503)
    expect((await fetch(`${host.url}/long`)).status).toBe(200)
  })

  it('lets documents be read again for longer than a channel would wait', () => {
    const reload = async () => ({ status: 'failed' as const, version: '', reason: '', diagnostics: [] })
    const { routes } = createAdmin({ dataDir: '', reload, clock: Date.now, log: silent })
    expect(routes.map(({ longest = 0 }) => longest > LIMIT_OF_CHANNELS)).toEqual([true])
  })
})
