import { tableLines } from './cards/index.ts'
import type { Language } from './languages/index.ts'
import type { Option } from './state.ts'
import type { ShownStep, View } from './view.ts'

/** The plain text of a view: complete, commands in backticks, ways to go as a numbered list. */
export function textOf(view: View, language: Language): string {
  const { says } = language
  const parts = [
    ...view.understood,
    view.title && `**${view.title}**`,
    ...view.body.map(withoutTable),
    ...view.warnings.map((warning) => says.warning(warning)),
    view.where && `_${view.where}_`,
    view.plan && view.steps.length > 0 ? says.plan : undefined,
    ...view.steps.map((step, index) => stepText(step, index, view, language)),
    ...blockText(view, language),
    ...view.notes,
    view.question,
    optionList(view.options),
    view.source && `_${says.source(view.source)}_`,
  ]
  return withoutInnerLinks(parts.filter((part) => part !== undefined && part !== '').join('\n\n'))
}

// A link to another heading of our documents leads nowhere in a chat.
function withoutInnerLinks(text: string): string {
  return text.replace(/\[([^[\]\n]+)\]\((?!https:)[^()\s]*\)/g, '$1')
}

function stepText({ text, commands }: ShownStep, index: number, view: View, { says }: Language): string {
  const lines = commands.flatMap((command) => [
    `\`${command.text}\``,
    ...(view.plan || !command.expect ? [] : [says.expect(command.expect)]),
  ])
  const first = view.steps.length > 1 && view.isEither !== true ? `${index + 1}. ${text}` : text
  return [first, ...lines].filter((line) => line !== '').join('\n')
}

function blockText({ block }: View, { says }: Language): string[] {
  return block ? [`${says.allInOne(block.risk === 'reads')}\n\`${block.text}\``] : []
}

function optionList(options: readonly Option[]): string {
  return options.map(({ label, hint }, index) => `${index + 1}. ${label}${hint ? ` – ${hint}` : ''}`).join('\n')
}

// A channel of plain text shows the bars of a table as they are.
function withoutTable(block: string): string {
  const lines = block.split('\n')
  return lines.every((line) => line.startsWith('|')) ? tableLines(lines).join('\n') : block
}
