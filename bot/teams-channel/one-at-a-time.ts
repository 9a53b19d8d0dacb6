/** Runs work of the same name one after the other, in the order it came. */
export type OneAtATime = <T>(name: string, work: () => Promise<T>) => Promise<T>

/** Makes lanes that last as long as somebody is in them. In this process only: what must hold beyond it, holds in the store. */
export function createLanes(): OneAtATime {
  const tails = new Map<string, Promise<unknown>>()
  return (name, work) => {
    const done = (tails.get(name) ?? Promise.resolve()).then(work, work)
    tails.set(name, done)
    const leave = () => {
      if (tails.get(name) === done) tails.delete(name)
    }
    done.then(leave, leave)
    return done
  }
}
