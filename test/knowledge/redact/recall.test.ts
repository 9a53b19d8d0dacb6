import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createPseudonyms, maskSecrets, normalise } from '../../../knowledge/index.ts'
import { broken, type Canary, CLASSES, DISTORTIONS, ofForm } from './generate.ts'

// Together more than 5,000 secrets and as many identifiers.
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 800)
// Shorter pieces stand in any text by accident.
const SHORTEST = 4

const bare = (text: string): string =>
  normalise(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The pieces that can still be read. What tools show of a key, its last five signs, may be. */
function readable(redacted: string, { pieces }: Canary): string[] {
  const left = bare(redacted.replace(/\*[A-Z0-9]{5}\]/g, ' '))
  return pieces.map(bare).filter((piece) => piece.length >= SHORTEST && left.includes(piece.slice(0, 12)))
}

const distorted = (canary: fc.Arbitrary<Canary>) =>
  fc
    .tuple(canary, fc.constantFrom(...Object.values(DISTORTIONS)))
    .map(([{ text, pieces }, distort]) => ({ text: distort(text), pieces }))

describe('maskSecrets: recall', () => {
  it.each(Object.entries(CLASSES.secrets))('leaves nothing of a %s', (_, { forms, breaks }) => {
    const made = fc.constantFrom(...forms).chain(ofForm)
    const canary = breaks ? fc.oneof(distorted(made), distorted(made.chain(broken))) : distorted(made)
    fc.assert(
      fc.property(canary, (one) => {
        expect(readable(maskSecrets(normalise(one.text)).masked, one)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})

describe('createPseudonyms: recall', () => {
  it.each(Object.entries(CLASSES.identifiers))('leaves nothing of a %s', (_, { forms }) => {
    fc.assert(
      fc.property(distorted(fc.constantFrom(...forms).chain(ofForm)), (one) => {
        expect(readable(createPseudonyms().apply(one.text), one)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})
