import { readFileSync } from 'node:fs'
import { createPseudonyms, maskSecrets, normalise } from '../../knowledge/index.ts'

// 256 KB, the largest text that is read: hostile repeats and real outputs (aim: 200 ms each for all of it).
const LARGEST = 256 * 1024
const RUNS = 5
const REPEATS: string[] = JSON.parse(readFileSync('test/fixtures/redact/hostile.json', 'utf8'))

function least(work: (text: string) => void, text: string): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    work(text)
    return performance.now() - start
  })
  return Math.min(...times)
}

const repeat = (piece: string): string => piece.repeat(Math.ceil(LARGEST / piece.length)).slice(0, LARGEST)
const samples: { text: string }[] = JSON.parse(readFileSync('test/fixtures/pastes/samples.json', 'utf8'))
const texts = [...REPEATS, samples.map(({ text }) => text).join('\n\n')].map(repeat)

const WORKS: Record<string, (text: string) => void> = {
  'secrets masked': (text) => void maskSecrets(normalise(text)),
  'secrets masked and pseudonyms given': (text) => void createPseudonyms().apply(text),
}
for (const [name, work] of Object.entries(WORKS)) {
  const times = texts.map((text) => ({ shape: JSON.stringify(text.slice(0, 24)), time: least(work, text) }))
  const [worst] = times.toSorted((a, b) => b.time - a.time)
  const real = times.at(-1)?.time ?? 0
  console.log(
    `256 KB, ${name}: real outputs ${real.toFixed(0)} ms, worst ${worst?.time.toFixed(0)} ms by ${worst?.shape}`,
  )
  for (const { shape, time } of times.toSorted((a, b) => b.time - a.time).slice(1, 6))
    console.log(`  ${time.toFixed(0)} ms by ${shape}`)
}
