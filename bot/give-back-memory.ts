import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects what is left over from making something large once. V8 would do it too, but only when the heap has grown as
 * much again: until then a start with an empty cache holds 15 MB that nobody needs (measured).
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}
