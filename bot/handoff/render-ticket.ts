import type { ConversationRecord, StoredTicket } from '../store/index.ts'

/** A ticket as Markdown: the first lines tell an expert whether it is theirs. */
export function renderTicket({ number, draft, at }: StoredTicket, { channel, person }: ConversationRecord): string {
  const { topic = 'no topic found', codes, facts, tried, question } = draft
  const known = Object.entries(facts).map(([name, fact]) =>
    row([name, String(fact?.value), fact?.from ?? '', fact?.line === undefined ? '' : String(fact.line)]),
  )
  const steps = tried.map(({ title, node, result, commands }) =>
    [`- **${plain(title)}** (\`${node}\`): ${result}`, ...commands.map((command) => `  - ${code(command)}`)].join('\n'),
  )
  return `${[
    `# ${number}: ${plain(question)}`,
    `Topic: ${topic} · Codes: ${codes.length > 0 ? codes.join(', ') : 'none'}`,
    `Opened ${new Date(at).toISOString()} · Channel: ${channel} · Person: ${code(person)}`,
    '## Facts',
    known.length > 0 ? [row(['Fact', 'Value', 'From', 'Line']), '|---|---|---|---|', ...known].join('\n') : 'None.',
    '## Tried',
    steps.length > 0 ? steps.join('\n') : 'Nothing yet.',
    '## Conversation',
    `[${number}.transcript](${number}.transcript), for Bot Framework Emulator or any editor.`,
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
  const fence = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1)
  return `${fence} ${text.replace(/\s+/g, ' ')} ${fence}`
}
