import { describe, expect, it } from 'vitest'

import { renderChange, renderReport, renderTranscript } from '../../../bot/handoff/render-report.ts'
import { entryOf, newsOf } from './news-of.ts'

const titleOf = (topic: string) => (topic === 'kms-host' ? 'No KMS host could be reached' : undefined)
const report = (more: Parameters<typeof newsOf>[0] = {}) => renderReport(newsOf(more), titleOf)

describe('renderReport', () => {
  it('says of an empty case what is not known, part by part', () => {
    expect(report()).toBe(`product not known · no guide found
Licence status, days left and number of computers are not known
A person waits since 1970-01-01 00:00 UTC · reach: chat (directline) · nothing tried yet

Open: Which host is right?

What is known: nothing yet

Tried: nothing yet

--
A-1001, opened 1970-01-01 00:00 UTC in directline, key A-1001-0
`)
  })

  it('sets facts in columns, each with where it comes from', () => {
    const facts = {
      licenseStatus: { value: 'notification', from: 'slmgr.dlv', line: 7 },
      kmsHostAsked: { value: 'kms01.corp.example', from: 'answer' },
    } as const
    const rows = report({ draft: { facts } }).split('\n')
    const at = rows.indexOf('What is known')
    const known = rows.slice(at + 1, at + 3)
    expect(known).toEqual([
      '  Licence status  Notification        (slmgr.vbs /dlv output, line 7)',
      '  KMS host asked  kms01.corp.example  (what they said)',
    ])
  })

  it('keeps words over several lines as lines, and shows what could steer a terminal', () => {
    const text = report({ draft: { words: '  It worked\r\nuntil\u001b[2J Monday\rmorning.\n' } })
    expect(text).toContain('In their words\n  It worked\n  until')
    expect(text).toContain(' Monday\n  morning.\n')
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\r')
  })

  it('lists what was tried, each step with its result and its commands', () => {
    const step = {
      node: 'n#a',
      title: 'Name\nthe host',
      result: 'failed' as const,
      commands: ['slmgr /skms x', 'slmgr /ato'],
    }
    const open = { node: 'n#b', title: 'Look', result: 'worked' as const, commands: [] }
    expect(report({ draft: { tried: [step, open] } })).toContain(
      'Tried\n  1. Name the host [n#a]: failed\n     slmgr /skms x\n     slmgr /ato\n  2. Look [n#b]: worked\n',
    )
  })

  it('says how to collect what is missing, for each shell', () => {
    const collect = [
      { shell: 'Command Prompt', text: 'slmgr /dlv\nslmgr /ato' },
      { shell: 'PowerShell', text: 'Get-Date' },
    ]
    expect(report({ draft: { collect } })).toContain(
      'To collect what is missing\n  Command Prompt:\n  slmgr /dlv\n  slmgr /ato\n  PowerShell:\n  Get-Date\n',
    )
  })

  it('lists the machines of a paste of several', () => {
    const fleet = [{ cause: 'No KMS host', machines: 3, names: ['pc-1'] }]
    expect(report({ draft: { fleet } })).toContain('Machines\n  No KMS host, 3 machines: pc-1 and 2 more\n')
  })

  it('says who said what since, and not who of IT where that is not told outside', () => {
    const entries = [
      entryOf({ by: 'person', kind: 'words', text: 'Any news?' }),
      entryOf({ author: 'Ada Admin' }),
      entryOf({ text: 'And\nrestart.' }),
    ]
    expect(report({ case: { entries } })).toContain(
      `Said since
  The person, 2026-05-01 09:30 UTC:
  Any news?
  Ada Admin (IT), 2026-05-01 09:30 UTC:
  Use kms02.
  IT, 2026-05-01 09:30 UTC:
  And
  restart.
`,
    )
  })

  const png = { mediaType: 'image/png', hash: 'h', content: Buffer.from('x') }
  it.each([
    ['no transcript', { transcript: [] }, 'The conversation is not attached: the person did not agree to that.'],
    [
      'files',
      {
        files: [
          { ...png, name: 'a.png' },
          { ...png, name: 'b\n.png' },
        ],
      },
      'Files of the person: a.png, b .png',
    ],
    ['withheld files', { withheld: 2 }, '2 of their files are not sent outside.'],
    ['a page', { page: 'https://bot.example/desk/A-1001' }, 'At the desk: https://bot.example/desk/A-1001'],
    ['a ticket without an address', { case: { links: [{ sink: 'jira', remote: 'IT-1' }] } }, 'Also in jira: IT-1'],
    [
      'a ticket with one',
      { case: { links: [{ sink: 'jira', remote: 'IT-1', url: 'https://jira.example/IT-1' }] } },
      'Also in jira: https://jira.example/IT-1',
    ],
  ])('has a line for %s, and only then', (_, more, line) => {
    expect(report(more).split('\n')).toContain(line)
    expect(report().split('\n')).not.toContain(line)
  })

  it('says of later news what is new and what is open, not the case again', () => {
    const text = report({ kind: 'added', entry: entryOf(), draft: { words: 'long story', topic: 'kms-host' } })
    expect(text).toMatch(/^product not known · No KMS host could be reached\n/)
    expect(text).toContain('IT, 2026-05-01 09:30 UTC:\nUse kms02.\n(A-1001 is open.)\n\nOpen: Which host is right?')
    expect(text).not.toMatch(/long story|Tried/)
  })
})

describe('renderChange', () => {
  const owner = { id: 'e1', name: 'Ada\nAdmin', via: 'desk' as const }
  it.each([
    ['a case taken back', { kind: 'withdrawn' }, 'The person took A-1001 back: nothing more is to be done.'],
    ['a case nobody has', { kind: 'changed' }, 'A-1001 is open.'],
    ['a case somebody has', { kind: 'changed', case: { owner } }, 'A-1001 is open, Ada Admin has it.'],
    [
      'words about a case somebody has',
      { kind: 'added', case: { owner }, entry: entryOf({ author: 'Ada Admin' }) },
      'Ada Admin (IT), 2026-05-01 09:30 UTC:\nUse kms02.\n(A-1001 is open, Ada Admin has it.)',
    ],
  ] as const)('tells of %s', (_, more, said) => {
    expect(renderChange(newsOf(more))).toBe(said)
  })
})

describe('renderTranscript', () => {
  const at = '2026-05-01T09:30:15.123Z'
  const card = {
    type: 'AdaptiveCard',
    body: [
      { type: 'TextBlock', text: 'Point it at the host' },
      { type: 'CodeBlock', codeSnippet: 'slmgr /skms kms01', language: 'Bash' },
      {
        type: 'FactSet',
        facts: [{ title: 'Risk', value: 'none' }],
        fallback: { type: 'TextBlock', text: 'Risk: none' },
      },
      null,
    ],
    actions: [{ type: 'Action.Submit', title: 'It worked', data: { text: 'hidden' } }],
  }

  it.each([
    ['a text of the person', { from: { role: 'user' }, text: ' hi\r\nthere ' }, 'Person:\nhi\nthere'],
    ['a text of the bot', { from: { role: 'bot' }, text: 'hi' }, 'Bot:\nhi'],
    ['a text of nobody', { text: 'hi' }, 'Person:\nhi'],
    ['a summary in place of the card', { summary: 'In short', attachments: [{ content: card }] }, 'Person:\nIn short'],
    [
      'a card without a summary as what it shows',
      { summary: ' ', attachments: [{ content: card }] },
      'Person:\nPoint it at the host\nslmgr /skms kms01\nRisk\nnone',
    ],
    ['a file by its name', { text: 'see', attachments: [{ name: 'a\n.png' }] }, 'Person:\nsee\n(file: a .png)'],
  ])('shows %s', (_, activity, said) => {
    expect(renderTranscript([{ timestamp: at, ...activity }])).toBe(`[2026-05-01 09:30:15 UTC] ${said}`)
  })

  it('leaves out who said nothing, and keeps the rest apart', () => {
    const silent = [{ type: 'typing' }, { text: '' }, { attachments: [{ content: 5 }] }]
    const spoken = ['one', 'two'].map((text) => ({ timestamp: at, text }))
    expect(renderTranscript([...silent, ...spoken]).split('\n\n')).toHaveLength(2)
    expect(renderTranscript(silent)).toBe('')
  })
})
