import type { Knowledge } from '../../dialogs/index.ts'
import type { CaseStore } from '../cases/index.ts'
import type { Config } from '../config.ts'
import type { Access, Route } from '../http/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/index.ts'
import { createCaseRoutes } from './case-routes.ts'
import type { DeskSettings } from './desk-settings.ts'
import { createDoorkeeper } from './doorkeeper.ts'
import { createInsightRoutes } from './insight-routes.ts'
import { createPageRoutes, type DeskAssets } from './page-routes.ts'
import { createReads } from './reads.ts'
import { createSessionRoutes } from './session-routes.ts'
import { createSessions } from './sessions.ts'

export type DeskPorts = {
  desk: DeskSettings
  config: Pick<Config, 'identity'>
  access: Access
  identity?: Identity | undefined
  store: Store
  cases: CaseStore
  knowledge: () => Knowledge
  assets: DeskAssets
  /** Tells those who bring news of cases that there is some. */
  wake: () => void
  clock: () => number
  log: Log
}

/** The routes of the desk: its page, sign-in, cases, insights. */
export function createDesk(ports: DeskPorts): Route[] {
  const { store, clock } = ports
  const sessions = createSessions({ store, clock })
  const door = createDoorkeeper({ ...ports, sessions })
  const reads = createReads(store, clock)
  const graph = () => ports.knowledge().graph
  return [
    ...createPageRoutes(ports.assets),
    ...createSessionRoutes({ ...ports, door, sessions }),
    ...createCaseRoutes({ ...ports, door, reads, graph }),
    ...createInsightRoutes({ ...ports, door, reads, graph }),
  ]
}
