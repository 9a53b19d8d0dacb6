/** A table as it is written: its head, and its rows. */
export type Table = { head: readonly string[]; rows: readonly (readonly (string | number)[])[] }

/** Writes a table as CSV (RFC 4180, with the mark by which spreadsheets know UTF-8). */
export function toCsv({ head, rows }: Table): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`
}

// A spreadsheet takes these for the beginning of a formula, blanks before them or not.
const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r＝＋－＠]/u

function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
