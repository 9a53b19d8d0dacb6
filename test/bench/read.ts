import { loadKnowledge } from '../../bot/knowledge.ts'
import { readEvidence } from '../../knowledge/index.ts'
import { cpuMilliseconds } from '../support/cpu-time.ts'
import { longPastes, repeat } from '../support/long-pastes.ts'

// Eleven hostile repeats of 32 KB (aim: all of them in 100 ms, cold), the same of 256 KB, the largest text that is
// read, and 256 KB of what people paste, read and matched (aim: 20 ms, warm). Processor time does not count what else
// the machine does, but counts other threads that collect garbage; the least of many runs is what the machine can do.
const REPEATS = ['12345-', '0x', '(((', ' ', '\u0301', 'A-', ':', '\n', '0xC004F074', '1', '>']
const KILOBYTE = 1024
const LARGEST = 256 * KILOBYTE
const RUNS = 25

function milliseconds(text: string): number {
  const start = performance.now()
  readEvidence(text)
  return performance.now() - start
}

for (const kilobytes of [32, 256]) {
  for (const round of ['cold', 'warm', 'warm']) {
    let times: number[] = []
    const cpu = cpuMilliseconds(() => {
      times = REPEATS.map((one) => milliseconds(repeat([one], kilobytes * KILOBYTE)))
    })
    const total = times.reduce((sum, time) => sum + time, 0)
    console.log(
      `${kilobytes} KB, ${round}: ${total.toFixed(0)} ms, ${cpu.toFixed(0)} ms of processor time ` +
        `(${times.map((time) => time.toFixed(1)).join(' ')})`,
    )
  }
}

const { matcher } = await loadKnowledge()
const WAYS: Record<string, (text: string) => unknown> = {
  read: readEvidence,
  'read and matched': (text) => matcher.match(text, { facts: {} }),
}
for (const [name, text] of Object.entries(longPastes(LARGEST))) {
  for (const [way, work] of Object.entries(WAYS)) {
    const times = Array.from({ length: RUNS }, () => cpuMilliseconds(() => work(text))).sort((a, b) => a - b)
    const [least = 0] = times
    const median = times[RUNS >> 1] ?? 0
    console.log(
      `256 KB of ${name}, ${way}: least ${least.toFixed(1)} ms, median ${median.toFixed(1)} ms ` +
        `of processor time in ${RUNS} runs`,
    )
  }
}
