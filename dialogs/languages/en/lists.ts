/** Says all of several things. */
export const both = listOf('conjunction')

/** Says that one of several things will do. */
export const either = listOf('disjunction')

// Most lists are of one; for that `Intl` takes longer than the whole sentence.
function listOf(type: 'conjunction' | 'disjunction') {
  const list = new Intl.ListFormat('en', { type })
  return {
    format(items: Iterable<string>): string {
      const [first = '', ...others] = items
      return others.length > 0 ? list.format([first, ...others]) : first
    },
  }
}
