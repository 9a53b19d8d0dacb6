import { readCommand } from './commands.ts'
import type { Piece } from './piece.ts'

const OPENERS =
  'In|If|When|The|This|These|Those|You|To|Use|For|Note|NOTE|Make|Click|Run|Follow|By|Before|After|As|An?|Please|Some|Each|Observe|Once|There|It|Your|We|Then'
/** The end of a sentence, then a bullet: `the folder is:- 32-bit`, `to take.- Determine`. */
const BULLET_AFTER_SENTENCE = /(?<=[.:;!?)]) ?- (?=[A-Z0-9("'/]|[a-z]{2,12}(?:\.vbs)? [-/])/g
/** A value at the end of sample output, then a bullet: `kms.contoso.com- If there`. */
const BULLET_AFTER_VALUE = /(?<==[ ]?\S{1,100}) ?- (?=[A-Z][a-z]+ )|(?<=: \S{1,100})- (?=[A-Z][a-z]+ )/g
/** A heading or a value, then a sentence, with nothing between: `a KMS hostIn this`, `(error 0x1)When you`, `10.0.0.1These are`. */
const SENTENCE_AFTER_WORD = new RegExp(`(?<=[a-z]{2}|[\\w]\\)|\\d\\.\\d{1,3}|[a-z]>)(?=(?:${OPENERS}) [a-z'"(])`, 'g')
/** A colon, then what it announces: `the following command:Cscript`, `an example:SKU ID:`. */
const AFTER_COLON = /(?<=(?:^|[^:\\/\w.])[a-z]{3,20}:)(?=[A-Z_])/g
/** Whatever ends in a colon, then a note. */
const NOTE_AFTER_COLON = /(?<=\w:)(?=(?:NOTE|Note|Warning|WARNING)(?: \d)?:)/g
/** The end of a sentence or a colon, then a command with no blank: `command-prompt.Cscript slmgr`, `to DNS:Cscript slmgr`. */
const AFTER_STOP = /(?<=[A-Za-z)][.:])(?=[A-Za-z])/g
/** After the value of an example, a note starts without a break: `= 192.168.0.30 NOTE: There`. */
const AFTER_VALUE = /(?<== ?\S{1,100}) (?=(?:NOTE|Note|Observe|These|The|This|If)\b[ :])/g
/** `orLICENSE DESCRIPTION: …` */
const AFTER_OR = /(?<=^or)(?=[A-Z]{3,})/g
/** `<All clients>If your …` */
const AFTER_MARKER = /(?<=^<[^<>]{3,60}>)(?=[A-Z])/g
const SEAMS = [
  BULLET_AFTER_SENTENCE,
  BULLET_AFTER_VALUE,
  SENTENCE_AFTER_WORD,
  AFTER_COLON,
  NOTE_AFTER_COLON,
  AFTER_STOP,
  AFTER_VALUE,
  AFTER_OR,
  AFTER_MARKER,
]

/** A line longer than this is read as words only: taking it apart costs more than it brings. */
const LONGEST_LINE = 6000

/** Takes a line apart where extraction glued a bullet, a heading, an example or a command to the sentence before. */
export function unglue(line: string, number: number): Piece[] {
  const whole = { text: line.trim(), line: number, to: number }
  if (line.length > LONGEST_LINE || /^\s*\|/.test(line)) return [whole]
  const mended = line
    .trim()
    .replace(/\b(to|in|from|at)([a-z]:\\)/g, '$1 $2')
    .replace(/(0x[0-9a-f]{8})(?=(?:and|or|error|is|on|in|the|when)\b)/gi, '$1 ')
    .replace(/^(\d{1,2}[.)])(?=[A-Z])/, '$1 ')
  const cuts = seams(mended)
  if (cuts.length === 0) return [{ ...whole, text: mended }]
  const ends = [...cuts.slice(1), mended.length]
  const parts = [mended.slice(0, cuts[0]), ...cuts.map((cut, index) => mended.slice(cut, ends[index]))]
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((text) => ({ ...whole, text }))
}

function seams(line: string): number[] {
  const found = new Set<number>()
  for (const seam of SEAMS) for (const { index } of line.matchAll(seam)) if (isSeam(line, seam, index)) found.add(index)
  return [...found].filter((cut) => cut > 0).sort((a, b) => a - b)
}

function isSeam(line: string, seam: RegExp, at: number): boolean {
  if (seam === AFTER_STOP) return readCommand(line.slice(at, at + 200)) !== undefined
  if (seam === SENTENCE_AFTER_WORD)
    return !/[A-Z][a-z]*$/.test(
      line
        .slice(Math.max(0, at - 20), at)
        .split(/[\s(]/)
        .at(-1)
        ?.slice(1) ?? '',
    )
  if (seam === AFTER_COLON) return line.slice(0, at).split(/\s+/).length > 3
  return true
}
