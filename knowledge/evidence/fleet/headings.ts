// A chat client runs the outputs of several machines together; what names a machine stands on a line of its own again.
const NAME = '[a-z0-9][\\w.-]{1,62}'
const START =
  '---processing|microsoft \\(r\\) windows script host|product id:|sku id:|license name:|installed product key|software licensing service version'
const HEADINGS: readonly RegExp[] = [
  // `##### PC-1 #####`, `=== PC-1 ===`; dashes are the rules of ospp.vbs.
  new RegExp(`(?<=^|\\s)([#=*~])\\1{1,39} ?${NAME} ?\\1{2,40}(?=\\s)`, 'gi'),
  // `PC-1: ---Processing`, `[PC-1]: PS C:\\>`, `\\\\PC-1:`
  new RegExp(`(?<=^|\\s)(?:\\\\\\\\)?${NAME}:(?=\\s{1,3}(?:${START}))`, 'gi'),
  new RegExp(`(?<=^|\\s)(?:\\[${NAME}\\]: ?PS [a-z]:[^>\\n]{0,200}>|\\\\\\\\${NAME}:(?=\\s))`, 'gi'),
]
const LONG = 300

/** A text whose headings of machines stand alone, and the line of the original for each line. */
export type Unfolded = { text: string; lineOf: (line: number) => number }

/** Puts headings of machines that stand in the middle of a long line on lines of their own. */
export function unfoldHeadings(text: string): Unfolded {
  const numbers: number[] = []
  const out: string[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const pieces = line.length > LONG ? piecesOf(line) : [line]
    out.push(...pieces)
    for (const _ of pieces) numbers.push(index + 1)
  }
  return { text: out.join('\n'), lineOf: (line) => numbers[line - 1] ?? line }
}

function piecesOf(line: string): string[] {
  const marks = HEADINGS.flatMap((pattern) => [...line.matchAll(pattern)]).sort((one, other) => one.index - other.index)
  const pieces: string[] = []
  let done = 0
  for (const { 0: heading, index } of marks) {
    if (index < done) continue
    if (index > done) pieces.push(line.slice(done, index))
    pieces.push(heading)
    done = index + heading.length
  }
  return [...pieces, line.slice(done)]
}
