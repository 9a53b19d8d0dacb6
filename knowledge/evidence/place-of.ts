import type { Line } from './lines.ts'

/** Where a line stands in a list of lines in their order, or where it would; they are looked up by halves. */
export function placeOf(lines: readonly Line[], { at }: Line): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
