// What an author writes for people: notes and the words of messages.
const SKIPPED = new Set(['next', 'note', 'text', 'reason', 'error_text', 'empty', 'total', 'failed'])

/** The values in an expectation or an answer, booleans marked as such. */
export function valuesIn(value: unknown, key = ''): string[] {
  if (SKIPPED.has(key) || value === null) return []
  if (typeof value !== 'object') return [typeof value === 'boolean' ? `=${value}` : String(value)]
  return Object.entries(value).flatMap(([name, one]) => valuesIn(one, Array.isArray(value) ? key : name))
}

/** A value as it is compared: without case, blanks, dashes and underscores. */
export function plainValue(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '')
}

/** The expected values that an answer lacks; all of them where the answer is so long that it may hold anything. */
export function missingValues(expected: unknown, answer: unknown): string[] {
  const have = valuesIn(answer).map(plainValue)
  const wanted = [...new Set(valuesIn(expected))]
  if (have.length > 4 * wanted.length + 30) return wanted
  return wanted.filter((one) => {
    const value = plainValue(one)
    const holds = (other: string): boolean => other.length <= 2 * value.length + 20 && other.includes(value)
    return !have.some((other) => other === value || (value.length > 3 && holds(other)))
  })
}
