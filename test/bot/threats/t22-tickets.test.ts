import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { News } from '../../../bot/handoff/index.ts'
import { renderTicket } from '../../../bot/handoff/render-ticket.ts'
import { headersOf, MailServer, partsOf } from '../handoff/mail-server.ts'
import { mailTo, openSinkBench, type SinkBench } from '../handoff/sink-bench.ts'

const HOSTILE = [
  'x\r\nBcc: all@contoso.example',
  'x\nBcc: all@contoso.example\n\nhello',
  'x\r\n.\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<all@contoso.example>\r\nDATA\r\nhi\r\n.',
  'x\u2028Bcc: a@b.example\u0085Cc: a@b.example\u000bTo: a@b.example',
  'x\n\n## Tried\n- done',
  '`x` | y | <b>',
  '](https://evil.example)',
  '\u0000\u001b[2J',
  '=?utf-8?Q?=0D=0ABcc:_all@contoso.example?=',
  '<a@b.example>, "x" <c@d.example>;',
  '--=_Part_1\r\nContent-Type: text/html\r\n\r\n<script>1</script>',
]

describe('T22 tickets with words of people', () => {
  it.each(HOSTILE)('keep the lines they should have with %j in every field', (hostile) => {
    const render = (words: string) =>
      renderTicket(
        {
          case: {
            number: 'A-1',
            status: 'open',
            openedAt: 0,
            channel: 'directline',
            person: words,
            entries: [
              { id: 'A-1/1', at: 0, by: 'expert', author: words, kind: 'answer', text: words, delivery: 'told' },
            ],
            links: [{ sink: 'jira', remote: words }],
            draft: {
              number: 'A-1',
              codes: [],
              facts: { officeFolder: { value: words, from: words, line: 1 } },
              tried: [{ node: 'a#b', title: words, result: 'shown', commands: [words] }],
              question: words,
              who: words,
              contact: words,
              words,
            },
          },
          transcript: [],
          files: [],
        } as unknown as News,
        () => undefined,
      )
    const [plain, made] = [render('x'), render(hostile)]
    expect(made.split('\n').length).toBe(plain.split('\n').length)
    const structure = (text: string) => text.split('\n').map((line) => /^(#+ |- |\||$)/.exec(line)?.[0] ?? '')
    expect(structure(made)).toEqual(structure(plain))
    // Outside of code spans, where text is text.
    expect(made.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/(?<!\\)\]\(https:\/\/evil/)
  })
})

const OPENING = [
  'From',
  'To',
  'Subject',
  'Message-ID',
  'Date',
  'Auto-Submitted',
  'MIME-Version',
  'Content-Type',
].toSorted()
const LATER = [...OPENING, 'In-Reply-To', 'References', 'Content-Transfer-Encoding'].toSorted()
const PART = ['Content-Type', 'Content-Transfer-Encoding', 'Content-Disposition'].toSorted()

const ANY = fc.constantFrom(...'\r\n\0\u2028\u0085\u000b:;,<>@=?"\'()-_. \tBccTo\ud800é')

describe('T22 mails with words of people', () => {
  let server: MailServer
  let bench: SinkBench

  beforeEach(async () => {
    server = await new MailServer().start()
    bench = await openSinkBench([mailTo(server.port)])
  })
  afterEach(async () => {
    await bench.close()
    await server.stop()
  })

  async function send(words: string): Promise<void> {
    const facts = { officeFolder: { value: words, from: words, line: 1 } }
    const tried = [{ node: words, title: words, result: 'shown' as const, commands: [words] }]
    const more = { topic: words, codes: [words], collect: [{ shell: words, text: words }] }
    const people = { question: words, who: words, contact: words, words }
    const [number = ''] = await bench.open(1, { facts, tried, ...more, ...people })
    const case1 = await bench.cases.case(number)
    await bench.store.addFile(case1?.conversation ?? '', {
      name: words,
      mediaType: words,
      hash: 'f'.repeat(64),
      content: Buffer.from(words),
    })
    await bench.cases.move(number, { id: words, name: words, via: 'desk' }, { kind: 'answer', words })
    for (let round = 0; round < 3; round += 1) {
      await bench.dispatcher.settle()
      bench.advance(2000)
    }
  }

  it('have exactly the headers they should have, and go to nobody else', async () => {
    for (const hostile of HOSTILE) await send(hostile)
    expect(server.taken).toHaveLength(2 * HOSTILE.length)
    for (const { raw, from, to } of server.taken) {
      const { names, values } = headersOf(raw)
      const isOpening = values['in-reply-to'] === undefined
      expect(names.toSorted()).toEqual(isOpening ? OPENING : LATER)
      expect([from, to]).toEqual(['activation@corp.example', ['it@corp.example']])
      expect(values.subject).toMatch(/^(Re: )?Activation case A-\d+$/)
      expect(values['message-id']).toMatch(/^<A-\d+-[a-z0-9]+(\/\d+)?@corp\.example>$/)
      if (!isOpening) continue
      const parts = partsOf(raw)
      expect(parts.map(({ type }) => type)).toEqual(['text/plain', 'text/plain', 'application/json', 'text/plain'])
      for (const part of parts.slice(1)) {
        expect(part.names.toSorted()).toEqual(PART)
        expect(part.filename).toMatch(/^[\w.-]+$/)
      }
    }
  })

  it('keep their headers with any words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: ANY, maxLength: 60 }), async (words) => {
        server.taken.length = 0
        await send(words)
        const [opening] = server.taken
        expect(headersOf(opening?.raw ?? '').names.toSorted()).toEqual(OPENING)
        expect(partsOf(opening?.raw ?? '')).toHaveLength(4)
      }),
      { numRuns: 6 },
    )
  })
})
