const plural = new Intl.PluralRules('en')
const whole = new Intl.NumberFormat('en')

/** A number with its noun: `1 fact`, `1,200 facts`. */
export function count(n: number, one: string, other: string): string {
  return `${whole.format(n)} ${isOne(n) ? one : other}`
}

/** Whether English speaks of this many in the singular. */
export function isOne(n: number): boolean {
  return plural.select(n) === 'one'
}

/** What there is to pass on, of what there is any. */
export function found(facts: number, steps: number): string[] {
  return [
    ...(facts > 0 ? [count(facts, 'fact', 'facts')] : []),
    ...(steps > 0 ? [`${count(steps, 'step', 'steps')} tried`] : []),
  ]
}
