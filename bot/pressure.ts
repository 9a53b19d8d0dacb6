import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/** Whether there is more to do than can be done in time. */
export type Pressure = { isHigh(): boolean; stop(): void }

const WINDOW = 1000
// Above these, people who are in the middle of something already wait too long.
const SLOWEST_P99 = 500
const FULLEST_HEAP = 0.8

/** Watches how late the event loop runs and how full the heap is. */
export function watchPressure(): Pressure {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  let isHigh = false
  const timer = setInterval(() => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
    isHigh = delay.percentile(99) / 1e6 > SLOWEST_P99 || used > FULLEST_HEAP * limit
    delay.reset()
  }, WINDOW)
  timer.unref()
  return {
    isHigh: () => isHigh,
    stop: () => {
      clearInterval(timer)
      delay.disable()
    },
  }
}
