import { languageFor, type Reply } from '../../dialogs/index.ts'

const { says } = languageFor('en')

type Run = { text: string; weight?: string; size?: string; fontType?: string; isSubtle?: boolean }
type Block = { type: string; inlines?: Run[]; items?: Block[] }
type Button = { mode?: string }

/** How much a reply asks of who reads it. */
export type Measure = {
  /**
   * Words ahead of the first command, or of the question where there is no command. Each numbered item is something to
   * do and counts from where it begins. Rows of a table, sample output and the facts read out of a paste, three at most
   * with their lines, are looked up, not read.
   */
  lead: number
  questions: number
  /** Buttons on the card, and those in its overflow. */
  buttons: number
  overflow: number
  /** Marks and words that no reply has. */
  forbidden: string[]
  /** The longest sentence. */
  sentence: { words: number; text: string }
}

/** Measures the card of a reply. */
export function measure({ card }: Reply): Measure {
  const blocks = (card?.body ?? []) as Block[]
  const buttons = (card?.actions ?? []) as Button[]
  const lines = blocks.filter((block) => !isCommand(block)).map(textOf)
  const said = lines.join('\n')
  const asked = blocks.filter((block) => !isSource(block)).map(textOf)
  const overflow = buttons.filter(({ mode }) => mode === 'secondary').length
  return {
    lead: leadOf(blocks),
    questions: asked.join('\n').match(/\?(?=["”]?(?:\s|$))/g)?.length ?? 0,
    buttons: buttons.length - overflow,
    overflow,
    forbidden: said.match(FORBIDDEN) ?? [],
    sentence: longest(
      blocks.filter((block) => !isCommand(block) && !isSample(block) && !isRow(block) && !isReadOut(block)).map(textOf),
    ),
  }
}

const FORBIDDEN = /!(?=["”]?(?:\s|$))|\b(?:unfortunately|sorry|apologi[sz]e|oops)\b|\p{Extended_Pictographic}/giu

function leadOf(blocks: readonly Block[]): number {
  let lead = 0
  let item = 0
  let isPlan = false
  for (const block of blocks) {
    const text = textOf(block)
    isPlan ||= text === says.plan
    if (isCommand(block) || (isPlan && isSample(block))) return lead + item
    if (isRow(block) || isSample(block) || isReadOut(block)) continue
    if (/^\d+\. /.test(text)) item = countWords(text)
    else if (item > 0) item += countWords(text)
    else if (isQuestion(block)) return lead
    else lead += countWords(text)
  }
  return lead
}

const isCommand = ({ type }: Block) => type === 'CodeBlock'
// Sample output, and the commands of a step that is asked about first.
const isSample = ({ inlines = [] }: Block) => inlines.length === 1 && inlines[0]?.fontType === 'Monospace'
const isRow = ({ inlines = [] }: Block) =>
  !inlines.every(({ isSubtle }) => isSubtle) && textOf({ type: '', inlines }).includes(' · ')
// It names the heading, which may be the question above it.
const isSource = ({ inlines = [] }: Block) => inlines[0]?.size === 'Small'
const isReadOut = ({ inlines = [] }: Block) =>
  inlines.every(({ isSubtle }) => isSubtle) &&
  /^From .*(?:\(line \d+\)|, line \d+: )/.test(textOf({ type: '', inlines }))
const isQuestion = ({ inlines = [] }: Block) =>
  inlines[0]?.weight === 'Bolder' && inlines[0].size === undefined && inlines[0].isSubtle === undefined

const textOf = ({ inlines = [], items = [] }: Block): string =>
  [...inlines.map(({ text }) => text), ...items.map(textOf)].join(items.length > 0 ? ' ' : '')

const countWords = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

function longest(lines: readonly string[]): Measure['sentence'] {
  const sentences = lines.flatMap((line) => line.split(/(?<=[.?:;])\s+| – /))
  const measured = sentences.map((text) => ({ words: countWords(text), text }))
  return measured.reduce((most, one) => (one.words > most.words ? one : most), { words: 0, text: '' })
}
