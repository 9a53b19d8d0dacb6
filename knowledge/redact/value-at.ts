/** The number at a place of a list; 0 past its end. */
export function valueAt(numbers: ArrayLike<number>, at: number): number {
  return numbers[at] ?? 0
}
