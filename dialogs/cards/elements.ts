/** The elements of Adaptive Cards 1.5 that we use, and no other. */
export type TextRun = {
  type: 'TextRun'
  text: string
  weight?: 'Bolder'
  italic?: true
  fontType?: 'Monospace'
  isSubtle?: true
  color?: 'Attention' | 'Good'
  size?: 'Small' | 'Medium'
  selectAction?: { type: 'Action.OpenUrl'; url: string }
}
export type RichTextBlock = { type: 'RichTextBlock'; inlines: TextRun[]; spacing?: Spacing; separator?: true }
export type CodeBlock = {
  type: 'CodeBlock'
  codeSnippet: string
  language: 'Dos' | 'PowerShell' | 'PlainText'
  fallback: RichTextBlock
  spacing?: Spacing
}
export type Container = {
  type: 'Container'
  style?: 'attention' | 'emphasis'
  items: RichTextBlock[]
  spacing?: Spacing
}
export type ChoiceSet = {
  type: 'Input.ChoiceSet'
  id: 'pick'
  label: string
  style: 'compact' | 'expanded'
  isRequired: true
  errorMessage: string
  choices: { title: string; value: string }[]
}
export type Element = RichTextBlock | CodeBlock | Container | ChoiceSet
export type Spacing = 'None' | 'Small' | 'Default' | 'Medium'

type ActionData = { kind: 'choice'; node: string; graph: string; turn: number; pick?: string }
export type Submit = { type: 'Action.Submit'; title: string; data: ActionData; mode?: 'secondary' }
export type Execute = {
  type: 'Action.Execute'
  title: string
  verb: 'choice'
  data: ActionData
  mode?: 'secondary'
  fallback: Submit
}
export type Action = Submit | Execute
