import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { createPseudonyms } from '../../../knowledge/index.ts'

/** Texts by what they hold, each as it reads outside; without `renamed` it stays as it is. */
const ROWS: Record<string, { text: string; renamed?: string }[]> = JSON.parse(
  readFileSync(new URL('../../fixtures/redact/renamed.json', import.meta.url), 'utf8'),
)
const all = Object.entries(ROWS).flatMap(([of, rows]) => rows.map(({ text, renamed }) => [of, text, renamed ?? text]))

describe('createPseudonyms', () => {
  it.each(all)('renames no more and no less of %s than names somebody: %s', (_of, text, renamed) => {
    expect(createPseudonyms().apply(`${text}`)).toBe(renamed)
  })
})
