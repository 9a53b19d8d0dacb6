import { describe } from 'vitest'

import { describeMoves } from './case-moves.ts'
import { describeRecords } from './case-records.ts'
import { type Bench, useCaseWorld } from './case-world.ts'

/** What every database must do with cases, whichever it is. */
export function describeCases(title: string, newBench: () => Promise<Bench>, end: () => Promise<void>): void {
  describe(title, () => {
    const world = useCaseWorld(newBench, end)
    describeRecords(world)
    describeMoves(world)
  })
}
