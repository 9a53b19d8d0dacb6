import { announcesCommand } from './announce.ts'
import { commandsIn } from './commands.ts'
import type { Piece } from './piece.ts'
import { ITEM, isSentence, SERIES, shapeOf } from './shape.ts'

const LONGEST = 170
const VERSION_ONLY = /^(?:Microsoft )?(?:Office|Windows(?: Server)?)(?: LTSC)? [\d.]+(?: R2)?:?$/i

/** Tells whether a line without a mark is a heading: a phrase between a finished passage and the start of another. */
export function isHeading(pieces: readonly Piece[], at: number, before: string, inReferences: boolean): boolean {
  const text = pieces[at]?.text ?? ''
  const next = pieces[at + 1]?.text
  if (next === undefined || shapeOf(text) !== 'phrase' || text.length > LONGEST) return false
  if (
    !/^[A-Z0-9'"‘“]/.test(text) ||
    !/[A-Za-z]{3}/.test(text) ||
    VERSION_ONLY.test(text) ||
    /^Click here\b/i.test(text)
  )
    return false
  const isMissing = announcesCommand(before) && shapeOf(next) !== 'command'
  if ((/:$/.test(before) && !isMissing) || (inReferences && !/0x[0-9a-f]{8}/i.test(text) && !SERIES.test(text)))
    return false
  const shape = shapeOf(next)
  if (shape === 'phrase') return SERIES.test(next) || /^0x[0-9a-f]{8}\b/i.test(text)
  return !['url', 'pair', 'path'].includes(shape)
}

/** Tells whether an item of a flattened list is the heading of what follows it. */
export function isSubheading(pieces: readonly Piece[], at: number): boolean {
  const whole = pieces[at]?.text ?? ''
  const text = whole.replace(ITEM, '').trim()
  if (/^\d/.test(whole)) return false
  const next = pieces[at + 1]?.text
  if (next === undefined || isSentence(text) || text.split(/\s+/).length < 3 || text.length > LONGEST) return false
  if (
    !/^[A-Z'"“]/.test(text) ||
    /^0x|[=\\+]|https?:/.test(text.replace(/\([^()]*\)/g, '')) ||
    commandsIn(text).length > 0
  )
    return false
  if (isBareItem(pieces[at - 1]?.text)) return false
  const shape = shapeOf(next)
  if (shape === 'item') return !isBareItem(next)
  return shape === 'sentence' || shape === 'alert'
}

// Items that are phrases and stand together are a list of things, not headings.
function isBareItem(text: string | undefined): boolean {
  return text !== undefined && shapeOf(text) === 'item' && !isSentence(text.trim())
}

/** The level of an unmarked heading: methods and solutions stand under the problem they belong to. */
export function levelOf(text: string): number {
  return SERIES.test(text) && !/^(?:Case|Scenario|Part|Step)/i.test(text) ? 2 : 1
}
