import type { Block, BlockOf } from './block.ts'
import { isImperative } from './imperative.ts'
import { similarity } from './similar.ts'

/** Titles of answers to one question share most of their words: measured on pairs such as "X is enabled" and "X is not enabled". */
const ALIKE = 0.6
const TOP = 3
/** Deeper than this no list of an article goes; what looks deeper is a sibling. */
const DEEPEST = 7
const OPENS_ANSWERS =
  /\b(?:depends? on whether|(?:two|three|four|following|either of the following|one of the following)[^.]{0,40}(?:options|methods|scenarios|ways|cases)|will want to|basic options)\b[^.]{0,160}[:.]?$/i

type Open = { level: number; title: string; asked: boolean }

/** Gives the headings that stood in flattened lists their depth: answers stand under what asks for them. */
export function nestSubheadings(blocks: readonly Block[]): void {
  let open: Open[] = []
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'heading') continue
    if (block.level < TOP) open = []
    else open = place(block, open, blocks[index - 1])
  }
}

function place(block: BlockOf<'heading'>, open: Open[], before: Block | undefined): Open[] {
  const asked = !isImperative(block.text)
  const alike = open.findLast(({ title }) => similarity(title, block.text) >= ALIKE)
  const kin = open.findLast((one) => one.asked === asked)
  const last = open.at(-1)
  const announced = before !== undefined && 'text' in before && opensAnswers(before)
  const level =
    alike?.level ?? (last === undefined ? TOP : announced ? Math.min(last.level + 1, DEEPEST) : (kin ?? last).level)
  block.level = level
  return [...open.filter((one) => one.level < level), { level, title: block.text, asked }]
}

function opensAnswers(before: Block & { text: string }): boolean {
  return OPENS_ANSWERS.test(before.text) || (before.kind === 'item' && /^Compare\b/.test(before.text))
}
