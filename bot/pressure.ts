import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/** Whether there is more to do than can be done in time. */
export type Pressure = { isHigh(): boolean; stop(): void }

const WINDOW = 1000
// Above these, people who are in the middle of something already wait too long.
const SLOWEST_P99 = 500
const FULLEST_HEAP = 0.8
// One late window is a matcher being exchanged, or a machine that was busy for a moment.
const LASTING = 2

/** Bytes in use, and how many there may be. */
export type Heap = { used: number; limit: number }

/** Watches how late the event loop runs and how full the heap is. */
export function watchPressure(heap: () => Heap = readHeap): Pressure {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  let highWindows = 0
  const timer = setInterval(() => {
    const { used, limit } = heap()
    const isLate = delay.percentile(99) / 1e6 > SLOWEST_P99
    highWindows = isLate || used > FULLEST_HEAP * limit ? highWindows + 1 : 0
    delay.reset()
  }, WINDOW)
  timer.unref()
  return {
    isHigh: () => highWindows >= LASTING,
    stop: () => {
      clearInterval(timer)
      delay.disable()
    },
  }
}

function readHeap(): Heap {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
  return { used, limit }
}
