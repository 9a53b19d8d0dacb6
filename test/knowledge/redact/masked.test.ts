import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { maskSecrets } from '../../../knowledge/index.ts'

type Row = { what?: string; text: string; masked?: string }

/** Texts by what they hold, each with what is left of it; without `masked` it stays as it is. */
const ROWS: Record<string, Row[]> = JSON.parse(
  readFileSync(new URL('../../fixtures/redact/masked.json', import.meta.url), 'utf8'),
)
const all = Object.entries(ROWS).flatMap(([of, rows]) => rows.map((row) => ({ of, ...row })))

describe('maskSecrets', () => {
  it.each(all.map(({ of, what, text, masked }) => [of, what ?? text, text, masked ?? text]))(
    'hides no more and no less of %s than a secret: %s',
    (_of, _what, text, masked) => {
      expect(maskSecrets(text).masked).toBe(masked)
    },
  )

  it('tells where each secret stands, but for the serials that tools print', () => {
    const text = 'a\npassword: b1\n99999-99999-123-456789-03-1033\nBCDFG-HJKMP-QRTVW-XY234-67892\nsecret: abcd'
    expect(maskSecrets(text).keys).toEqual([
      { line: 2, kind: 'password' },
      { line: 4, kind: 'productKey' },
      { line: 5, kind: 'token' },
    ])
  })

  it('tells where published keys stand, in one order with the secrets', () => {
    const text = 'password: b1\nNMMKJ-6RK4F-KMJVX-8D9MJ-6MWKP\nsecret: abcd'
    expect(maskSecrets(text).keys).toMatchObject([
      { line: 1, kind: 'password' },
      { line: 2, published: { name: 'Office Professional Plus 2019' } },
      { line: 3, kind: 'token' },
    ])
    expect(maskSecrets('a\nNMMKJ-6RK4F-KMJVX-8D9MJ-6MWKP').keys).toMatchObject([{ line: 2, published: {} }])
  })

  it('hides a secret within a longer one once', () => {
    expect(maskSecrets('password: BCDFG-HJKMP-QRTVW-XY234-67892').masked).toBe('password: [product key hidden *67892]')
    expect(maskSecrets('password: "a BCDFG-HJKMP-QRTVW-XY234-67892"').masked).toBe('password: "[password hidden]"')
  })
})
