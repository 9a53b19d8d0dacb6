import { visible } from '../../dialogs/index.ts'
import type { CaseEntry } from '../cases/index.ts'
import { factRows, fleetRows, headline, oneLine, type TitleOf, utc } from './describe-case.ts'
import type { News } from './news.ts'

const LONGEST_LABEL = 28
const LONGEST_VALUE = 48

/** A case, or what is new about it, as plain text: the first three lines tell an expert whether it is theirs. */
export function renderReport(news: News, titleOf: TitleOf): string {
  const { what, urgency, who } = headline(news, titleOf)
  const head = [what, urgency, who].join('\n')
  const parts = news.kind === 'opened' ? opening(news) : changes(news)
  return `${[head, ...parts, footer(news)].filter((part) => part !== '').join('\n\n')}\n`
}

/** What is new, alone: for systems that keep the rest. */
export function renderChange(news: News): string {
  const { number, status, owner } = news.case
  const has = owner ? `, ${oneLine(owner.name, 80)} has it` : ''
  if (news.kind === 'withdrawn') return `The person took ${number} back: nothing more is to be done.`
  if (!news.entry) return `${number} is ${status}${has}.`
  return `${speaker(news.entry)}, ${utc(news.entry.at)}:\n${paragraph(news.entry.text)}\n(${number} is ${status}${has}.)`
}

/** A transcript that people read: who said what, and when. */
export function renderTranscript(activities: readonly Record<string, unknown>[]): string {
  return activities
    .flatMap((activity) => {
      const said = textOf(activity)
      if (said === '') return []
      const { role } = (activity.from ?? {}) as { role?: unknown }
      const at = String(activity.timestamp).slice(0, 19).replace('T', ' ')
      return [`[${at} UTC] ${role === 'bot' ? 'Bot' : 'Person'}:\n${said}`]
    })
    .join('\n\n')
}

function opening({ case: { draft, entries }, transcript, files, withheld }: News): string[] {
  return [
    `Open: ${oneLine(draft.question)}`,
    draft.words === undefined ? '' : section('In their words', [paragraph(draft.words)]),
    section('What is known', facts(draft)),
    draft.fleet ? section('Machines', fleetRows({ draft })) : '',
    section('Tried', tried(draft)),
    draft.collect ? section('To collect what is missing', draft.collect.map(collecting)) : '',
    said(entries),
    transcript.length > 0 ? '' : 'The conversation is not attached: the person did not agree to that.',
    files.length > 0 ? `Files of the person: ${files.map(({ name }) => oneLine(name, 80)).join(', ')}` : '',
    withheld > 0 ? `${withheld} of their files are not sent outside.` : '',
  ]
}

function changes(news: News): string[] {
  return [renderChange(news), `Open: ${oneLine(news.case.draft.question)}`]
}

function facts(draft: News['case']['draft']): string[] {
  const rows = factRows({ draft } as News['case'])
  const label = Math.min(LONGEST_LABEL, Math.max(0, ...rows.map(([name]) => name.length)))
  const value = Math.min(LONGEST_VALUE, Math.max(0, ...rows.map(([, held]) => held.length)))
  return rows.map(([name, held, from]) => `${name.padEnd(label)}  ${held.padEnd(value)}  (${from})`)
}

function tried({ tried: steps }: News['case']['draft']): string[] {
  return steps.flatMap(({ title, node, result, commands }, index) => [
    `${index + 1}. ${oneLine(title, 160)} [${oneLine(node, 120)}]: ${result}`,
    ...commands.map((command) => `   ${oneLine(command)}`),
  ])
}

function collecting({ shell, text }: { shell: string; text: string }): string {
  return `${oneLine(shell, 40)}:\n${paragraph(text)}`
}

function said(entries: readonly CaseEntry[]): string {
  return section(
    'Said since',
    entries.map((entry) => `${speaker(entry)}, ${utc(entry.at)}:\n${paragraph(entry.text)}`),
  )
}

function speaker({ by, author }: CaseEntry): string {
  if (by === 'person') return 'The person'
  return author === undefined ? 'IT' : `${oneLine(author, 80)} (IT)`
}

function footer({ case: { number, openedAt, channel, links }, key, page }: News): string {
  const elsewhere = links.map(({ sink, remote, url }) => `Also in ${sink}: ${url ?? remote}`)
  const desk = page === undefined ? [] : [`At the desk: ${page}`]
  return [
    '--',
    ...desk,
    `${number}, opened ${utc(openedAt)} in ${oneLine(channel, 40)}, key ${key}`,
    ...elsewhere,
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return title === 'Said since' ? '' : `${title}: nothing yet`
  return [title, ...lines.map((line) => line.replace(/^/gm, '  '))].join('\n')
}

// Words over several lines stay so, without what could steer a terminal.
function paragraph(text: string): string {
  return visible(text.replace(/\r\n?/g, '\n')).trim()
}

function textOf({ text, summary, attachments }: Record<string, unknown>): string {
  // What a card says, as the channels without cards get it: complete, and in order.
  if (typeof summary === 'string' && summary.trim() !== '') return paragraph(summary)
  const said = typeof text === 'string' ? [paragraph(text)] : []
  const cards = Array.isArray(attachments) ? attachments.map((one) => cardText(one)) : []
  return [...said, ...cards].filter((part) => part !== '').join('\n')
}

// A card is read as what it shows, or, if it is a file, as its name.
function cardText({ name, content }: { name?: unknown; content?: unknown }): string {
  if (typeof name === 'string') return `(file: ${oneLine(name, 80)})`
  return paragraph(texts(content).join('\n'))
}

const SHOWN = new Set(['text', 'codeSnippet', 'title', 'value'])

function texts(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return SHOWN.has(name) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((one) => texts(one))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) =>
    key === 'fallback' || key === 'data' || key === 'actions' ? [] : texts(held, key),
  )
}
