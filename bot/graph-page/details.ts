import type { Command } from '../../knowledge/index.ts'
import { element, rendered } from './element.ts'
import type { PageNode, PageStep } from './page-data.ts'

/** What a kind of node is called on the page. */
export const KINDS: Readonly<Record<PageNode['kind'], string>> = {
  question: 'Question',
  step: 'Step',
  resolution: 'Solves it',
  escalation: 'To a person',
}

/** Everything a node says, with its commands and where it stands in the documents. */
export function showDetails(node: PageNode, close: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'close', 'aria-label': 'Close the details' }, '×')
  button.addEventListener('click', close)
  return element(
    'aside',
    { class: 'details', 'aria-labelledby': 'details-title', tabindex: -1 },
    element('div', { class: 'kind', 'data-kind': node.kind }, KINDS[node.kind], button),
    element('h2', { id: 'details-title' }, node.title),
    ...(node.facts.length > 0 ? [element('p', { class: 'facts' }, node.facts.join(' · '))] : []),
    ...node.warnings.map((html) => rendered('div', { class: 'warning' }, html)),
    rendered('div', { class: 'body' }, node.body),
    ...(node.steps.length > 0 ? [element('ol', { class: 'steps' }, ...node.steps.map(showStep))] : []),
    ...node.notes.map((html) => rendered('div', { class: 'note' }, html)),
    ...(node.undo ? [rendered('p', { class: 'undo' }, `<strong>To take it back:</strong> ${node.undo}`)] : []),
    ...showChoices(node),
    element('h3', {}, 'Where it comes from'),
    element('p', { class: 'lines' }, node.lines),
    element('p', { class: 'lines' }, node.sources.length > 0 ? `restates ${node.sources.join(', ')}` : 'our own words'),
  )
}

function showStep({ text, commands, when }: PageStep): HTMLElement {
  return element(
    'li',
    {},
    ...(when ? [element('p', { class: 'facts' }, `when ${when}`)] : []),
    rendered('div', {}, text),
    ...commands.map(showCommand),
  )
}

function showCommand({ template, shell, runOn, elevated, risk, expect }: Command): HTMLElement {
  const facts = [shell, `on ${runOn}`, ...(elevated ? ['elevated'] : []), `risk: ${risk}`].join(' · ')
  return element(
    'div',
    { class: 'command' },
    element('pre', { tabindex: 0 }, template),
    element('p', { class: 'facts' }, facts),
    ...(expect
      ? [element('div', { class: 'expect' }, element('strong', {}, 'Expect'), rendered('div', {}, expect))]
      : []),
  )
}

function showChoices({ choices, kind }: PageNode): HTMLElement[] {
  if (choices.length === 0) return []
  const items = choices.map(({ label, value, target, hint }) =>
    element(
      'li',
      {},
      rendered('a', { href: `#${target.replace('#', '/')}` }, label),
      ...(value ? [' ', element('code', {}, value)] : []),
      ...(hint ? [rendered('span', { class: 'hint' }, ` ${hint}`)] : []),
    ),
  )
  return [
    element('h3', {}, kind === 'question' ? 'Answers' : 'Ways out'),
    element('ul', { class: 'choices' }, ...items),
  ]
}
