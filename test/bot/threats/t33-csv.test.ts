import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { toCsv } from '../../../bot/desk/csv.ts'

const cellOf = (value: string | number) =>
  toCsv({ head: [], rows: [[value]] })
    .slice(1)
    .split('\r\n')
    .slice(1, -1)
    .join('\r\n')

/** Reads a CSV cell as a spreadsheet does. */
const opened = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)

describe('T33 tables for spreadsheets', () => {
  it('writes a head and rows that any spreadsheet opens', () => {
    const table = {
      head: ['Day', 'Cases, all'],
      rows: [
        ['2026-11-22', 3],
        ['"quoted"', -1],
      ],
    }
    expect(toCsv(table)).toBe('\uFEFFDay,"Cases, all"\r\n2026-11-22,3\r\n"""quoted""",-1\r\n')
  })

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u200B=1',
    '＝1',
    '=HYPERLINK("https://evil.example","x")',
  ])('makes %j a text', (text) => {
    expect(opened(cellOf(text))).toBe(`'${text}`)
  })

  it('lets no text begin a formula, and leaves the others as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = opened(cellOf(text))
        expect(shown).not.toMatch(/^\s*[=+\-@]/)
        expect([text, `'${text}`]).toContain(shown)
      }),
    )
  })
})
