import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { createPseudonyms } from '../../../knowledge/index.ts'
import { cpuMilliseconds } from '../../support/cpu-time.ts'

const SHAPES: string[] = JSON.parse(
  readFileSync(new URL('../../fixtures/redact/hostile.json', import.meta.url), 'utf8'),
)
const SMALL = 8 * 1024
const FACTOR = 16
// Linear is 16 times as long for 16 times the text, quadratic 256. Below the floor a clock measures noise.
const MOST = FACTOR * 4
const FLOOR = 2

function milliseconds(text: string): number {
  const runs = [1, 2, 3].map(() => cpuMilliseconds(() => createPseudonyms().apply(text)))
  return Math.min(...runs)
}

describe('createPseudonyms: growth', () => {
  it.each(SHAPES.map((shape) => [JSON.stringify(shape).slice(0, 40), shape]))('is linear in %s', (_, shape) => {
    const text = (size: number): string => shape.repeat(Math.ceil(size / shape.length))
    const small = milliseconds(text(SMALL))
    expect(milliseconds(text(SMALL * FACTOR)) / Math.max(small, FLOOR)).toBeLessThan(MOST)
  })
})
