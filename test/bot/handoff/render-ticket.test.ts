import { describe, expect, it } from 'vitest'

import { renderTicket } from '../../../bot/handoff/render-ticket.ts'
import { entryOf, newsOf } from './news-of.ts'

const ticket = (more: Parameters<typeof newsOf>[0] = {}) => renderTicket(newsOf(more), () => undefined)

describe('renderTicket', () => {
  it('says of an empty case what is not known, part by part', () => {
    expect(ticket({ transcript: [] }).split('\n\n')).toEqual([
      '# A-1001: product not known · no guide found',
      'Licence status, days left and number of computers are not known',
      'A person waits since 1970-01-01 00:00 UTC · reach: chat (directline) · nothing tried yet',
      'Open: Which host is right?',
      '## Facts',
      'None.',
      '## Tried',
      'Nothing yet.',
      '## Conversation',
      'Not here.',
      'Status: open · Opened 1970-01-01 00:00 UTC · Channel: directline · Person: ` dl_1 `\n',
    ])
  })

  it('says all that is known', () => {
    const draft = {
      words: 'It says\n*no*',
      facts: { graceDays: { value: 3, from: 'ospp.dstatus', line: 9 }, hostLicensed: { value: true, from: 'answer' } },
      fleet: [{ cause: 'a cause', machines: 2, names: ['PC-1', 'PC-2'], isTopic: true as const }],
      tried: [
        { node: 'a#b', title: 'Set [it]', result: 'failed' as const, commands: ['one', 'two'] },
        { node: 'a#c', title: 'Wait', result: 'worked' as const, commands: [] },
      ],
      collect: [{ shell: 'cmd', text: 'a\r\nb\rc' }],
    }
    const entries = [entryOf({ by: 'person', text: 'Thanks!' }), entryOf({ author: 'Ada' }), entryOf()]
    const links = [{ sink: 'jira', remote: 'IT-7' }]
    expect(
      ticket({ draft: draft as never, case: { entries, links } })
        .split('\n\n')
        .slice(3),
    ).toEqual([
      'Open: Which host is right?',
      'In their words: It says \\*no\\*',
      '## Facts',
      [
        '| Fact | Value | From |',
        '|---|---|---|',
        '| Days left | 3 days | ospp.vbs /dstatus output, line 9 |',
        '| Host is licensed | yes | what they said |',
      ].join('\n'),
      '## Machines',
      expect.stringMatching(/^- .*a cause.* \(this case\): PC-1.*PC-2/),
      '## Tried',
      '- **Set \\[it\\]** (`a#b`): failed\n  - ` one `\n  - ` two `\n- **Wait** (`a#c`): worked',
      '## To collect',
      'cmd:',
      '```\na\nb\nc\n```',
      '## Said since',
      [
        '- **The person**, 2026-05-01 09:30 UTC: Thanks\\!',
        '- **Ada**, 2026-05-01 09:30 UTC: Use kms02.',
        '- **IT**, 2026-05-01 09:30 UTC: Use kms02.',
      ].join('\n'),
      '## Conversation',
      '[A-1001.transcript](A-1001.transcript), for Bot Framework Emulator or any editor.',
      expect.stringMatching(/^Status: open/),
      'Also in jira: ` IT-7 `\n',
    ])
  })

  it.each([
    ['a `b` c', '`` a `b` c ``'],
    ['``', '``` `` ```'],
    ['a\n b', '` a b `'],
  ])('keeps the command %j in its place', (command, code) => {
    const tried = [{ node: 'n', title: 't', result: 'failed' as const, commands: [command] }]
    expect(ticket({ draft: { tried } })).toContain(`\n  - ${code}\n`)
  })

  it('keeps what is to be collected in its place', () => {
    const collect = [{ shell: 'cmd', text: 'x\n```\n````' }]
    expect(ticket({ draft: { collect } as never })).toContain('\n`````\nx\n```\n````\n`````\n')
  })

  it('lets nobody’s words be structure', () => {
    const words = ticket({ draft: { words: '\\`*_[]<>|#!~' } })
    expect(words).toContain('In their words: \\\\\\`\\*\\_\\[\\]\\<\\>\\|\\#\\!\\~\n')
  })
})
