import { readEvidence } from '../../knowledge/index.ts'

// Eleven hostile repeats of 32 KB (RELIABILITY: all of them in 100 ms) and the same of 256 KB, the largest text that is read.
const REPEATS = ['12345-', '0x', '(((', ' ', '\u0301', 'A-', ':', '\n', '0xC004F074', '1', '>']

for (const kilobytes of [32, 256]) {
  for (const round of ['cold', 'warm', 'warm']) {
    const times = REPEATS.map((one) => {
      const text = one.repeat(Math.ceil((kilobytes * 1024) / one.length))
      const start = performance.now()
      readEvidence(text)
      return performance.now() - start
    })
    const total = times.reduce((sum, time) => sum + time, 0)
    console.log(`${kilobytes} KB, ${round}: ${total.toFixed(0)} ms (${times.map((time) => time.toFixed(1)).join(' ')})`)
  }
}
