export { tableLines } from './blocks.ts'
export { cardOf } from './card.ts'
export type { Action, ChoiceSet, CodeBlock, Container, Element, RichTextBlock, TextRun } from './elements.ts'
