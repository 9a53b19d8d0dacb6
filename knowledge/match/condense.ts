const MOST = 3072
const LONGEST_LINE = 400
const MOST_LINES = 20_000
const CUE =
  /kms|mak|activ|aktiv|licen|lizen|ospp|slmgr|0x|error|fehler|office|windows|vlmcs|1688|key|dns|genuine|count|expired/i

/** The lines worth matching: all of a short text; the first, the last and those with a cue of a long one. */
export function condense(text: string): string {
  if (text.length <= MOST) return text
  const lines = headAndTail(text).split('\n', MOST_LINES)
  const chosen = new Set<number>()
  let size = 0
  const take = (index: number): void => {
    const length = Math.min(lines[index]?.length ?? 0, LONGEST_LINE) + 1
    if (chosen.has(index) || size + length > MOST) return
    chosen.add(index)
    size += length
  }
  for (let index = 0; index < 6; index += 1) {
    if (index < lines.length) take(index)
    if (lines.length - 1 - index >= 0) take(lines.length - 1 - index)
  }
  const seen = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const start = line.slice(0, 200)
    if (size >= MOST) break
    if (seen.has(start) || !CUE.test(start)) continue
    seen.add(start)
    take(index)
  }
  return [...chosen]
    .sort((left, right) => left - right)
    .map((index) => lines[index]?.slice(0, LONGEST_LINE))
    .join('\n')
}

// Readers see all of a paste; words are looked for in its two ends.
const MOST_SEEN = 64 * 1024

function headAndTail(text: string): string {
  if (text.length <= 2 * MOST_SEEN) return text
  return `${text.slice(0, MOST_SEEN)}\n${text.slice(-MOST_SEEN)}`
}
