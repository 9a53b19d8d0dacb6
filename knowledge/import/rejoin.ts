import type { Piece } from './piece.ts'
import { shapeOf } from './shape.ts'

/** Words after which a sentence always goes on. */
const OPEN_END =
  /(?:[(,=\\“<&]|\b(?:the|an?|of|to|in|on|at|by|with|from|for|and|or|is|are|be|was|under|click|called|select|running|the command|your|see|that|which|than|type|press|value|named|as|into|via|about|have|has|does|can|will|not|if|through|between))$/i
/** Sooner or later a broken sentence is a paragraph that only looks so. */
const MOST_LINES = 40

/** Puts together the lines of a sentence that extraction broke at every link and bold word. */
export function rejoin(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  let joined = 0
  let quoteOpen = false
  for (const piece of pieces) {
    const before = result.at(-1)
    if (before && joined < MOST_LINES && goesOn(before.text, piece.text, quoteOpen)) {
      const glue =
        before.text.endsWith('\\') || before.text.endsWith('(') || before.text === '<' || /["“]$/.test(before.text)
          ? ''
          : ' '
      before.text += glue + piece.text
      before.to = piece.to
      joined += 1
    } else {
      result.push({ ...piece })
      joined = 0
      quoteOpen = false
    }
    quoteOpen = quoteOpen !== (count(piece.text, '"') % 2 === 1)
  }
  return result
}

function goesOn(before: string, text: string, quoteOpen: boolean): boolean {
  const next = shapeOf(text)
  const last = before.slice(-200)
  if (quoteOpen && /["“]$/.test(last)) return true
  if (['bar', 'stub', 'item', 'url', 'label'].includes(next)) return false
  const head = shapeOf(before.slice(0, 300))
  if (['bar', 'stub', 'url', 'label', 'command', 'path', 'pair'].includes(head))
    return head === 'path' && last.endsWith('\\') && next !== 'path'
  if (/[.!?:;]["”']?$/.test(last)) return false
  if (head === 'item' && (next === 'command' || next === 'path')) return false
  if (OPEN_END.test(last) || (/\berrors?$/.test(last) && /^(?:0x|["“])/.test(text))) return true
  // The last word of a sentence, which was a bold word or a link of its own.
  if (/^[A-Z]\w*(?: \w+){0,2}\.$/.test(text) && head !== 'command') return true
  return next !== 'command' && next !== 'pair' && next !== 'alert' && /^[a-z(]/.test(text)
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1
}
