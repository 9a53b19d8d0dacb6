import type { Shell } from '../../knowledge/index.ts'
import type { Card } from '../conversation.ts'
import type { Setting } from '../reply.ts'
import type { ShownCommand, ShownStep, View } from '../view.ts'
import { actionsOf, choiceSetOf, needsList } from './actions.ts'
import { blockElements, line, verbatim } from './blocks.ts'
import type { CodeBlock, Element } from './elements.ts'
import { runsOf } from './runs.ts'

// Teams cuts a message at 28 KB; some room is left for the envelope.
const LARGEST = 25 * 1024

const LANGUAGES: Record<Shell, CodeBlock['language']> = { cmd: 'Dos', powershell: 'PowerShell', dns: 'PlainText' }

/** The card of a view: what was understood, one thing to do, and the ways to go. */
export function cardOf(view: View, setting: Setting): Card {
  const card = build(view, setting)
  return mostLength(card) <= LARGEST || JSON.stringify(card).length <= LARGEST ? card : build(shortened(view), setting)
}

// A character is written as six at most; with this bound hardly a card has to be written to know that it fits.
const LONGEST_WRITTEN = 6
const AROUND = 5

function mostLength(part: unknown): number {
  if (typeof part === 'string') return part.length * LONGEST_WRITTEN
  if (typeof part !== 'object' || part === null) return NUMBER_OR_WORD
  let length = AROUND
  for (const name of Object.keys(part))
    length += name.length + AROUND + mostLength((part as Record<string, unknown>)[name])
  return length
}

const NUMBER_OR_WORD = 24

// Only hostile or broken input gets here: a step is cut in parts long before.
function shortened(view: View): View {
  const cut = (lines: string[]) => lines.slice(0, 6).map((one) => one.slice(0, 600))
  return { ...view, understood: cut(view.understood), body: cut(view.body), notes: [], warnings: cut(view.warnings) }
}

function build(view: View, setting: Setting): Card {
  const list = choiceSetOf(view, setting)
  const body: Element[] = [
    ...understoodOf(view, setting).map((text) => line(text, { isSubtle: true }, 'Small')),
    ...titleOf(view, setting),
    ...view.body.flatMap((block) => blockElements(block)),
    ...warningsOf(view, setting),
    ...(view.where ? [line(view.where, { isSubtle: true })] : []),
    ...stepsOf(view, setting),
    ...blockOf(view, setting),
    ...view.notes.flatMap((note) => blockElements(note, { isSubtle: true })),
    ...questionOf(view),
    ...hintsOf(view),
    ...(list ? [list] : []),
    ...sourceOf(view, setting),
  ]
  const actions = actionsOf(view, setting)
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    speak: spoken(view),
    body,
    ...(actions.length > 0 ? { actions } : {}),
  }
}

// What is heard first: what it is about and what is asked. A command is read on the screen.
function spoken({ understood, title, body, question }: View): string {
  const first = title ?? understood[0] ?? body[0] ?? ''
  return [first, question ?? '']
    .map(plain)
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, LONGEST_SPOKEN)
}

const LONGEST_SPOKEN = 240
const plain = (text: string) =>
  text
    .replace(/[`*_<>]/g, '')
    .replace(/\[([^[\]\n]+)\]\([^()\s]*\)/g, '$1')
    .trim()

function warningsOf({ warnings }: View, { language }: Setting): Element[] {
  if (warnings.length === 0) return []
  return [
    {
      type: 'Container',
      style: 'attention',
      items: warnings.flatMap((warning) => blockElements(language.says.warning(warning))),
    },
  ]
}

function stepsOf(view: View, { language }: Setting): Element[] {
  const many = view.steps.length > 1 && view.isEither !== true
  const steps = view.steps.flatMap((step, index) =>
    stepElements(step, many ? `${index + 1}. ` : '', view, language.says),
  )
  return view.plan && steps.length > 0 ? [line(language.says.plan), ...steps] : steps
}

function blockOf({ block }: View, { language }: Setting): Element[] {
  if (block === undefined) return []
  return [line(language.says.allInOne(block.risk === 'reads')), ...commandElements(block, language.says)]
}

type Says = Setting['language']['says']

function stepElements({ text, commands }: ShownStep, number: string, view: View, says: Says): Element[] {
  const [first = '', ...rest] = text.split(/\n{2,}/)
  return [
    // Nearer to its own command than to the one before.
    ...(text === ''
      ? []
      : blockElements(number + first).map((one, at) => (at > 0 ? one : { ...one, spacing: 'Medium' as const }))),
    ...rest.flatMap((block) => blockElements(block)),
    ...commands.flatMap((command) => (view.plan ? [verbatim(command.text)] : commandElements(command, says))),
  ]
}

function commandElements(command: ShownCommand, says: Says): Element[] {
  const code: CodeBlock = {
    type: 'CodeBlock',
    codeSnippet: command.text,
    language: LANGUAGES[command.shell],
    fallback: verbatim(command.text),
    spacing: 'Small',
  }
  return [code, ...(command.expect ? [line(says.expect(command.expect), {}, 'Small')] : [])]
}

// What stands above the card in Teams, where it is cited, is not said again.
const above = ({ source }: View, { profile }: Setting) => (profile === 'teams' ? source?.opening : undefined)

function understoodOf(view: View, setting: Setting): string[] {
  const opening = above(view, setting)
  return view.understood.filter((text) => text !== opening)
}

function titleOf(view: View, setting: Setting): Element[] {
  if (view.title === undefined || view.title === above(view, setting)) return []
  return [line(view.title, { weight: 'Bolder', size: 'Medium' }, 'Medium')]
}

// What helps to answer stands behind the question, and is not as loud.
function questionOf({ question }: View): Element[] {
  if (!question) return []
  const end = question.lastIndexOf('? ') + 1
  if (end === 0) return [line(question, { weight: 'Bolder' }, 'Medium')]
  const asked = runsOf(question.slice(0, end), { weight: 'Bolder' })
  return [{ type: 'RichTextBlock', inlines: [...asked, ...runsOf(question.slice(end))], spacing: 'Medium' }]
}

function sourceOf(view: View, setting: Setting): Element[] {
  const { source } = view
  if (source === undefined) return []
  const text = above(view, setting) === undefined ? setting.language.says.source(source) : source.place
  return [line(text, { isSubtle: true, size: 'Small' })]
}

function hintsOf(view: View): Element[] {
  if (needsList(view)) return []
  const hinted = view.options.filter(({ hint }) => hint !== undefined)
  return hinted.map(({ label, hint }) => line(`**${label}** – ${hint}`, {}, 'Small'))
}
