import type { FactValue } from './facts.ts'

/**
 * Tells whether a value is one that `is` describes: `2013`, `2016|2019`, `!2010`, `<5`, `>=25`, `true`.
 * `?` (nobody knows) never holds for a value, `!?` (told) holds for each. Texts compare without regard to case.
 */
export function holds(is: string, value: FactValue): boolean {
  if (is === '?') return false
  if (is.startsWith('!')) return !holds(is.slice(1), value)
  const comparison = /^[<>]/.test(is) ? /^(<=?|>=?)\s*(-?\d+(?:\.\d+)?)$/.exec(is) : null
  if (comparison) return compare(comparison[1] ?? '', Number(value), Number(comparison[2]))
  if (!is.includes('|')) return isSame(is, value)
  return is.split('|').some((one) => isSame(one, value))
}

function isSame(is: string, value: FactValue): boolean {
  const wanted = is.trim().toLowerCase()
  if (Array.isArray(value)) return value.some((one) => String(one).toLowerCase() === wanted)
  return String(value).toLowerCase() === wanted
}

function compare(operator: string, left: number, right: number): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  if (operator === '>') return left > right
  return left >= right
}
