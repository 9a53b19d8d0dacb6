const SHORTEST = 2

/** Where a pattern is read, and the best words so far. */
type Cursor = { source: string; at: number }

/**
 * The words of which every text that a pattern matches holds at least one, in lower case; undefined where the pattern
 * does not tell. Looking for words is cheaper than compiling and running a pattern, and most texts hold none.
 */
export function requiredWords({ source, flags }: RegExp): string[] | undefined {
  // Sets within classes need another way of reading, and folding by Unicode makes letters equal that lower case does not.
  if (flags.includes('v') || (flags.includes('i') && flags.includes('u'))) return undefined
  return wordsOfAlternatives({ source, at: 0 })
}

/** Up to the closing bracket: one of the alternatives must match, so that each must tell. */
function wordsOfAlternatives(cursor: Cursor): string[] | undefined {
  const words: string[] = []
  let isTelling = true
  for (;;) {
    const best = wordsOfSequence(cursor)
    if (best) words.push(...best)
    else isTelling = false
    if (cursor.source[cursor.at] !== '|') break
    cursor.at += 1
  }
  return isTelling ? [...new Set(words)] : undefined
}

/** The best of a sequence: all its parts must match, so that any of them will do. */
function wordsOfSequence(cursor: Cursor): string[] | undefined {
  let best: string[] | undefined
  let run = ''
  const offer = (words: string[] | undefined): void => {
    if (words && shortest(words) >= Math.max(SHORTEST, best ? shortest(best) + 1 : 0)) best = words
  }
  const { source } = cursor
  while (cursor.at < source.length && source[cursor.at] !== '|' && source[cursor.at] !== ')') {
    const part = partAt(cursor)
    const least = leastTimes(cursor)
    if (part.sign !== undefined && least === 1) run += part.sign.toLowerCase()
    else {
      offer([run])
      run = ''
      if (least > 0) offer(part.words)
    }
  }
  offer([run])
  return best
}

function shortest(words: readonly string[]): number {
  return words.reduce((least, word) => Math.min(least, word.length), Number.POSITIVE_INFINITY)
}

/** One part of a sequence: a sign that stands for itself, or a group with its words. */
type Part = { sign?: string; words?: string[] | undefined }

function partAt(cursor: Cursor): Part {
  const { source } = cursor
  const sign = source[cursor.at] ?? ''
  if (sign === '(') return groupAt(cursor)
  if (sign === '[') {
    cursor.at = endOfClass(source, cursor.at)
    return {}
  }
  if (sign === '\\') return escapeAt(cursor)
  cursor.at += 1
  return '.^$'.includes(sign) ? {} : { sign }
}

function groupAt(cursor: Cursor): Part {
  const opening = /\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/y
  opening.lastIndex = cursor.at
  const head = opening.exec(cursor.source)?.[0] ?? '('
  cursor.at += head.length
  const words = wordsOfAlternatives(cursor)
  cursor.at += 1
  // What stands around a match, or must not, is no part of it.
  return /^\(\?<?[=!]/.test(head) ? {} : { words }
}

function endOfClass(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
  return at + 1
}

function escapeAt(cursor: Cursor): Part {
  const pattern = /\\(?:[pPku][{<][^}>]*[}>]|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|\d+|.)/iy
  pattern.lastIndex = cursor.at
  const whole = pattern.exec(cursor.source)?.[0] ?? '\\'
  cursor.at += whole.length
  return whole.length === 2 && /\W/.test(whole.slice(1)) ? { sign: whole.slice(1) } : {}
}

/** How often a part stands there at least; reads over the quantifier. Exactly one is all that a word can go on with. */
function leastTimes(cursor: Cursor): number {
  const quantifier = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y
  quantifier.lastIndex = cursor.at
  const found = quantifier.exec(cursor.source)
  if (!found) return 1
  cursor.at += found[0].length
  const least = found[0].startsWith('+') ? 1 : Number(found[1] ?? 0)
  // More than once may be: what follows need not follow the first of them.
  return least === 0 ? 0 : 2
}
