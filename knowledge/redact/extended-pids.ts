import type { Secret } from './secret.ts'

// A line break, with the marks of quoted mail, may stand anywhere in it.
const BREAK = '(?:\\n[ \\t>|]{0,10})?'
const DASH = `[ \\t]{0,2}${BREAK}[ \\t]{0,2}-[ \\t]{0,2}${BREAK}[ \\t]{0,2}`
const digits = (count: number): string => Array.from({ length: count }, () => '\\d').join(BREAK)

// Group and product, then the serial number of the key, then channel, language, build and date.
const EXTENDED_PID = new RegExp(
  `(${digits(5)}${DASH}${digits(5)}${DASH})(${digits(3)}${DASH}${digits(6)})${DASH}${digits(2)}${DASH}\\d{1,5}`,
  'g',
)

// Three digits between two dashes: hardly any text without an extended PID has them, and the pattern is dear to compile.
const CHANNEL_GROUP = /-[\s>|]*(?:\d[\s>|]*){3}-/

/** Finds the serial number in extended PIDs: the rest tells build and channel, which experts need, and nobody's key. */
export function findExtendedPids(text: string): Secret[] {
  if (!CHANNEL_GROUP.test(text)) return []
  return [...text.matchAll(EXTENDED_PID)].map(({ index, 1: before = '', 2: serial = '' }) => {
    const start = index + before.length
    return { start, end: start + serial.length, kind: 'extendedPid' }
  })
}
