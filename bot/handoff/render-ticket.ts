import { factRows, fleetRows, headline, type TitleOf, utc } from './describe-case.ts'
import type { News } from './news.ts'

/** A case as Markdown: the first lines tell an expert whether it is theirs. */
export function renderTicket(news: News, titleOf: TitleOf): string {
  const { number, status, draft, entries, links, openedAt, channel, person } = news.case
  const { what, urgency, who } = headline(news, titleOf)
  const rows = factRows(news.case)
  const fleet = fleetRows(news.case)
  const steps = draft.tried.map(({ title, node, result, commands }) =>
    [`- **${plain(title)}** (\`${node}\`): ${result}`, ...commands.map((command) => `  - ${code(command)}`)].join('\n'),
  )
  const said = entries.map(
    ({ at, by, author, text }) =>
      `- **${plain(by === 'person' ? 'The person' : (author ?? 'IT'))}**, ${utc(at)}: ${plain(text)}`,
  )
  const collect = draft.collect?.map(({ shell, text }) => `${plain(shell)}:\n\n${block(text)}`) ?? []
  return `${[
    `# ${number}: ${plain(what)}`,
    plain(urgency),
    plain(who),
    `Open: ${plain(draft.question)}`,
    ...(draft.words === undefined ? [] : [`In their words: ${plain(draft.words)}`]),
    '## Facts',
    rows.length > 0 ? [row(['Fact', 'Value', 'From']), '|---|---|---|', ...rows.map(row)].join('\n') : 'None.',
    ...(fleet.length > 0 ? ['## Machines', fleet.map((line) => `- ${plain(line)}`).join('\n')] : []),
    '## Tried',
    steps.length > 0 ? steps.join('\n') : 'Nothing yet.',
    ...(collect.length > 0 ? ['## To collect', ...collect] : []),
    ...(said.length > 0 ? ['## Said since', said.join('\n')] : []),
    '## Conversation',
    news.transcript.length > 0
      ? `[${number}.transcript](${number}.transcript), for Bot Framework Emulator or any editor.`
      : 'Not here.',
    `Status: ${status} · Opened ${utc(openedAt)} · Channel: ${plain(channel)} · Person: ${code(person)}`,
    ...links.map(({ sink, remote }) => `Also in ${plain(sink)}: ${code(remote)}`),
  ].join('\n\n')}\n`
}

function row(cells: string[]): string {
  return `| ${cells.map(plain).join(' | ')} |`
}

// What people wrote is text, not structure.
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#!~]/g, '\\$&')
}

function code(text: string): string {
  const fence = fenceFor(text, 1)
  return `${fence} ${text.replace(/\s+/g, ' ')} ${fence}`
}

function block(text: string): string {
  const fence = fenceFor(text, 3)
  return `${fence}\n${text.replace(/\r\n?/g, '\n')}\n${fence}`
}

// Longer than every run in it, so that nothing in it can end it.
function fenceFor(text: string, least: number): string {
  return '`'.repeat(Math.max(least, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)))
}
