import { visible } from '../../dialogs/index.ts'
import type { Case, CaseEntry } from '../cases/index.ts'
import { isOver } from '../cases/index.ts'
import { factRows, fleetRows, headline, oneLine, type TitleOf, utc } from '../handoff/describe-case.ts'
import { CARD } from '../reply-activity.ts'
import { personChatLink } from '../teams/deep-link.ts'
import { EXPERT_WORDS as WORDS } from './expert-words.ts'

/** What a button of the card does. */
export type CaseButton = 'claim' | 'assign' | 'ask' | 'answer' | 'resolve' | 'reopen'

/** The data of a button. */
export type CaseData = { kind: 'case'; number: string; version: number; move: CaseButton }

const MOST_FACTS = 12
const MOST_CAUSES = 5
const MOST_TRIED = 5
const MOST_SAID = 4
const LONGEST = 25 * 1024

/** What a card says besides the case. */
export type CardOptions = {
  titleOf: TitleOf
  /** Where the case is at the desk. */
  page?: string | undefined
  /** What came of a click. */
  note?: string | undefined
}

/** A case as a message for those who work on it. */
export function renderCase(found: Case, options: CardOptions): { summary: string; attachments: object[] } {
  const { what } = headline({ case: found }, options.titleOf)
  const whole = cardOf(found, options)
  // Only a case that somebody blew up gets here.
  const card = JSON.stringify(whole).length <= LONGEST ? whole : cardOf(withoutDetails(found), options)
  return { summary: `${found.number}: ${what}`, attachments: [{ contentType: CARD, content: card }] }
}

/** A message below the card: whose words these are, and the words as they were written. */
export function renderNotice(label: string, words: string): { summary: string; attachments: object[] } {
  const lines = words.slice(0, LONGEST_NOTICE).split('\n')
  const body = [
    line([run(label, { weight: 'Bolder' })]),
    ...lines.map((text) => line([run(text, {}, LONGEST_NOTICE)], 'None')),
  ]
  const card = { type: 'AdaptiveCard', version: '1.5', body }
  return { summary: oneLine(`${label}${words}`, 200), attachments: [{ contentType: CARD, content: card }] }
}

const LONGEST_NOTICE = 8000

function withoutDetails(found: Case): Case {
  const { fleet: _, ...draft } = found.draft
  return { ...found, draft: { ...draft, facts: {}, tried: [] }, entries: found.entries.slice(-1) }
}

function cardOf(found: Case, { titleOf, page, note }: CardOptions): object {
  const { number, status, owner, draft, version } = found
  const { what, urgency, who } = headline({ case: found }, titleOf)
  const standing = WORDS.standing(status, owner && oneLine(owner.name, 60))
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    speak: oneLine(`${number}. ${what}. ${standing}`, 240),
    msteams: { width: 'Full' },
    body: [
      line([
        run(number, { weight: 'Bolder', size: 'Medium', ...linkTo(page) }),
        run(`  ${standing}`, { color: colourOf(status) }),
      ]),
      line([run(what, { weight: 'Bolder' })], 'Small'),
      line([run(urgency)], 'Small'),
      line([run(who, { isSubtle: true })], 'Small'),
      ...(note === undefined ? [] : [{ type: 'Container', style: 'attention', items: [line([run(note)])] }]),
      line([run(oneLine(draft.question))]),
      ...(draft.words === undefined ? [] : labelled(WORDS.theirWords, draft.words)),
      ...fleetLines(found),
      ...factLines(found),
      ...triedLines(found),
      ...collectBlocks(found),
      ...saidLines(found),
      ...(isOver(status)
        ? []
        : [{ type: 'Input.Text', id: 'words', label: WORDS.box, isMultiline: true, maxLength: 4000 }]),
    ],
    actions: [
      ...buttonsOf(found).map((move) => button({ kind: 'case', number, version, move })),
      ...chatWith(found),
      ...showCollect(found),
    ],
  }
}

// A text run shows what it is given: nothing in it is Markdown, a link or a mention.
function run(words: string, look: object = {}, longest = LONGEST_RUN): object {
  const text = visible(words).slice(0, longest).toWellFormed()
  return { type: 'TextRun', text: text === '' ? ' ' : text, ...look }
}

const LONGEST_RUN = 600

function line(inlines: object[], spacing = 'Medium'): object {
  return { type: 'RichTextBlock', inlines, spacing }
}

function linkTo(page: string | undefined): object {
  return page === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url: page } }
}

function labelled(label: string, text: string): object[] {
  return [line([run(`${label} `, { weight: 'Bolder' }), run(oneLine(text))])]
}

function colourOf(status: Case['status']): string {
  if (status === 'open') return 'Attention'
  return status === 'resolved' ? 'Good' : 'Accent'
}

function factLines(found: Case): object[] {
  const rows = factRows(found)
  if (rows.length === 0) return []
  const lines = rows
    .slice(0, MOST_FACTS)
    .map(([label, value, from]) =>
      line(
        [run(`${label}: `), run(oneLine(value, 120), { weight: 'Bolder' }), run(` (${from})`, { isSubtle: true })],
        'None',
      ),
    )
  const rest = rows.length - lines.length
  return [
    line([run(WORDS.facts, { weight: 'Bolder' })]),
    ...lines,
    ...(rest > 0 ? [line([run(WORDS.more(rest))], 'None')] : []),
  ]
}

function fleetLines(found: Case): object[] {
  const rows = fleetRows(found)
  if (rows.length === 0) return []
  const lines = rows.slice(0, MOST_CAUSES).map((row) => line([run(oneLine(row, 300))], 'None'))
  const rest = rows.length - lines.length
  return [
    line([run(WORDS.machines, { weight: 'Bolder' })]),
    ...lines,
    ...(rest > 0 ? [line([run(WORDS.more(rest))], 'None')] : []),
  ]
}

function triedLines({ draft: { tried } }: Case): object[] {
  if (tried.length === 0) return []
  const lines = tried
    .slice(-MOST_TRIED)
    .map(({ title, result }) =>
      line([run(`${oneLine(title, 120)}: `), run(WORDS.results[result], { isSubtle: true })], 'None'),
    )
  return [line([run(WORDS.tried, { weight: 'Bolder' })]), ...lines]
}

// Long lines that nobody needs at first sight.
function collectBlocks({ status, draft: { collect = [] } }: Case): object[] {
  if (collect.length === 0 || isOver(status)) return []
  const items = collect.slice(0, 2).map(({ shell, text }) => ({
    type: 'CodeBlock',
    codeSnippet: text,
    language: shell === 'powershell' ? 'PowerShell' : 'Dos',
    fallback: line([run(text, { fontType: 'Monospace' }, LONGEST_NOTICE)]),
    spacing: 'Small',
  }))
  return [{ type: 'Container', id: COLLECT, isVisible: false, items }]
}

const COLLECT = 'collect'

function showCollect({ status, draft: { collect = [] } }: Case): object[] {
  if (collect.length === 0 || isOver(status)) return []
  return [{ type: 'Action.ToggleVisibility', title: WORDS.collect, targetElements: [COLLECT] }]
}

function saidLines({ entries, draft }: Case): object[] {
  if (entries.length === 0) return []
  const lines = entries.slice(-MOST_SAID).map((entry) => {
    const who = entry.by === 'person' ? oneLine(draft.who ?? WORDS.person, 60) : oneLine(entry.author ?? WORDS.it, 60)
    const state = deliveryOf(entry)
    return line(
      [
        run(`${who}: `, { weight: 'Bolder' }),
        run(oneLine(entry.text === '' ? WORDS.results.resolved : entry.text)),
        run(`  ${utc(entry.at)}`, { isSubtle: true, size: 'Small' }),
        ...(state === undefined
          ? []
          : [run(`  ${state}`, { color: entry.delivery === 'failed' ? 'Attention' : 'Default', size: 'Small' })]),
      ],
      'Small',
    )
  })
  return [line([run(WORDS.said, { weight: 'Bolder' })]), ...lines]
}

function deliveryOf({ by, delivery }: CaseEntry): string | undefined {
  return by === 'expert' ? WORDS.deliveries[delivery] : undefined
}

function buttonsOf({ status, owner }: Case): CaseButton[] {
  if (status === 'withdrawn') return []
  if (status === 'resolved') return ['reopen']
  return [owner === undefined ? 'claim' : 'assign', 'answer', 'ask', 'resolve']
}

function button(data: CaseData): object {
  const submit = { type: 'Action.Submit', title: WORDS.buttons[data.move], data }
  return { ...submit, type: 'Action.Execute', verb: 'case', fallback: submit }
}

function chatWith({ channel, person, number }: Case): object[] {
  const url = channel === 'msteams' ? personChatLink(person, `${number}: `) : undefined
  return url === undefined ? [] : [{ type: 'Action.OpenUrl', title: WORDS.chat, url }]
}
