import { createContext, Script } from 'node:vm'

import type { Literal } from './regex-literals.ts'

const SIZE = 6 * 1024
const TIMEOUT = 150
// A linear expression needs well under a half; a quadratic one 10 to 30.
const SLOW = 6
const REPEATS = [
  ...' \t\na0-.,_/\\"\'`([{<|*#=:!;é\u0301',
  ...['12345-', 'a.', 'a-', 'a ', '. ', '1.1.', '[a](', '<!--', '`a`', '\r\n', 'A b '],
]

const context = createContext({ text: '', expression: /x/ })
const script = new Script("text.replace(expression, '')")

/** The repeat that makes a literal take more than linear time; nothing when there is none among ours. */
export function findSlowRepeat({ source, flags }: Literal): string | undefined {
  // What has an end of its own is as slow for 6 KiB as for more.
  if (!/[+*]|\{\d+,\}/.test(source)) return undefined
  const expression = new RegExp(source, `${flags.replace(/[gy]/g, '')}g`)
  for (const piece of new Set([...REPEATS, ...ownPieces(source)])) {
    for (const end of ['', '\u0001']) {
      const text = `x${piece.repeat(Math.ceil(SIZE / piece.length))}${end}`
      // The machine may be busy: only what is slow each time is.
      if ([1, 2, 3, 4].every(() => run(expression, text) > SLOW)) return piece
    }
  }
  return undefined
}

function run(expression: RegExp, text: string): number {
  Object.assign(context, { text, expression })
  // Of the processor, so that it does not matter what else the machine does.
  const begun = process.threadCpuUsage()
  try {
    script.runInContext(context, { timeout: TIMEOUT })
  } catch {
    return TIMEOUT
  }
  const { user, system } = process.threadCpuUsage(begun)
  return (user + system) / 1000
}

/** What an expression itself speaks of: what it can be held up with. */
function ownPieces(source: string): string[] {
  const bare = source.replace(/\\[a-zA-Z]/g, '')
  const words = bare.split(/[^\p{L}\d ]/u).filter((word) => word !== '')
  const marks = bare.replace(/[\p{L}\d]/gu, '')
  return [...words.slice(0, 12), ...marks, words.join(''), words.join(' ')].filter((piece) => piece !== '')
}
