import { z } from 'zod'

const spacing = z.enum(['None', 'Small', 'Default', 'Medium']).optional()
const microsoft = z.string().regex(/^https:\/\/(learn|support|www|go)\.microsoft\.com\/|^https:\/\/aka\.ms\//)

const TextRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  weight: z.literal('Bolder').optional(),
  italic: z.literal(true).optional(),
  fontType: z.literal('Monospace').optional(),
  isSubtle: z.literal(true).optional(),
  size: z.enum(['Small', 'Medium']).optional(),
  selectAction: z.strictObject({ type: z.literal('Action.OpenUrl'), url: microsoft }).optional(),
})
const RichTextBlock = z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(TextRun).min(1), spacing })
const CodeBlock = z.strictObject({
  type: z.literal('CodeBlock'),
  codeSnippet: z.string().regex(/^[^\n]+$/),
  language: z.enum(['Dos', 'PowerShell', 'PlainText']),
  fallback: RichTextBlock,
  spacing,
})
const Container = z.strictObject({
  type: z.literal('Container'),
  style: z.enum(['attention', 'emphasis']),
  items: z.array(RichTextBlock).min(1),
})
const ChoiceSet = z.strictObject({
  type: z.literal('Input.ChoiceSet'),
  id: z.literal('pick'),
  label: z.string().min(1),
  style: z.enum(['compact', 'expanded']),
  isRequired: z.literal(true),
  errorMessage: z.string().min(1),
  choices: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })).min(2),
})
const data = z.strictObject({
  kind: z.literal('choice'),
  node: z.string(),
  graph: z.string().min(1),
  turn: z.int().positive(),
  pick: z.string().min(1).optional(),
})
const title = z.string().min(1).max(120)
const mode = z.literal('secondary').optional()
const Submit = z.strictObject({ type: z.literal('Action.Submit'), title, data, mode })
const Execute = z.strictObject({
  type: z.literal('Action.Execute'),
  title,
  verb: z.literal('choice'),
  data,
  mode,
  fallback: Submit,
})

const cardOf = <A extends z.ZodType>(action: A) =>
  z.strictObject({
    type: z.literal('AdaptiveCard'),
    $schema: z.string(),
    version: z.literal('1.5'),
    speak: z.string().min(1).max(240),
    body: z.array(z.union([RichTextBlock, CodeBlock, Container, ChoiceSet])).min(1),
    actions: z.array(action).min(1).max(6).optional(),
  })

/** Every element and property a card of ours may have: misspelt or absent ones fail. */
export const CARD_SCHEMAS = { webchat: cardOf(Submit), teams: cardOf(Execute) }
