import { StorageUnavailable } from './storage-unavailable.ts'

/** Runs work under the same name one after the other. */
export type Lanes = { run<T>(name: string, work: () => Promise<T>): Promise<T> }

/**
 * Makes lanes in which nobody waits longer than `patience` for the turn to come. Turns that wait for each other in here
 * hold no connection of the database meanwhile.
 */
export function createLanes(patience: number): Lanes {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: async (name, work) => {
      const before = tails.get(name)
      let isLate = false
      const mine = (before ?? Promise.resolve()).then(() => {
        if (isLate) throw tooLate()
        return work()
      })
      const tail = mine.catch(() => {})
      tails.set(name, tail)
      tail.then(() => {
        if (tails.get(name) === tail) tails.delete(name)
      })
      if (before)
        await arrival(before, patience, () => {
          isLate = true
        })
      return await mine
    },
  }
}

async function arrival(before: Promise<unknown>, patience: number, onLate: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate()
      reject(tooLate())
    }, patience)
  })
  try {
    await Promise.race([before, timeUp])
  } finally {
    clearTimeout(timer)
  }
}

function tooLate(): StorageUnavailable {
  return new StorageUnavailable('Earlier turns of this conversation take too long.')
}
