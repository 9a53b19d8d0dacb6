import type { FactValue } from './facts.ts'

/**
 * Tells whether a value is one that `is` describes: `2013`, `2016|2019`, `!2010`, `<5`, `>=25`, `true`.
 * `?` (nobody knows) never holds for a value, `!?` (told) holds for each. Texts compare without regard to case.
 */
export function holds(is: string, value: FactValue): boolean {
  if (is === '?') return false
  if (is.startsWith('!')) return !holds(is.slice(1), value)
  const comparison = /^(<=?|>=?)\s*(-?\d+(?:\.\d+)?)$/.exec(is)
  if (comparison) return compare(comparison[1] ?? '', Number(value), Number(comparison[2]))
  const values = (Array.isArray(value) ? value : [value]).map((one) => String(one).toLowerCase())
  return is.split('|').some((one) => values.includes(one.trim().toLowerCase()))
}

function compare(operator: string, left: number, right: number): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  if (operator === '>') return left > right
  return left >= right
}
