import type { Answer, Route } from './http/index.ts'

/** What readiness depends on. */
export type HealthPorts = {
  isStopping: () => boolean
  check: () => Promise<void>
  version: () => string
  matcher: () => string
}

/** `/healthz`: the process answers. `/readyz`: it can take turns. */
export function createHealthRoutes(ports: HealthPorts): Route[] {
  return [
    { method: 'get', path: '/healthz', handle: () => ({ status: 200, body: { status: 'ok' } }) },
    { method: 'get', path: '/readyz', handle: () => readiness(ports) },
  ]
}

async function readiness({ isStopping, check, version, matcher }: HealthPorts): Promise<Answer> {
  if (isStopping()) return notReady('stopping')
  try {
    await check()
  } catch {
    return notReady('storage')
  }
  return { status: 200, body: { status: 'ready', graph: version(), matcher: matcher() } }
}

function notReady(reason: string): Answer {
  return { status: 503, headers: { 'Retry-After': '2' }, body: { status: 'not ready', reason } }
}
