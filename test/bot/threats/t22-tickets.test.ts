import { describe, expect, it } from 'vitest'

import { renderTicket } from '../../../bot/handoff/render-ticket.ts'

const HOSTILE = [
  'x\r\nBcc: all@contoso.example',
  'x\n\n## Tried\n- done',
  '`x` | y | <b>',
  '](https://evil.example)',
  '\u0000\u001b[2J',
]

// Headers of mails come with the sink that sends mails; what people wrote already stays text in a ticket.
describe('T22 tickets with words of people', () => {
  it.each(HOSTILE)('keep the lines they should have with %j in every field', (hostile) => {
    const render = (words: string) =>
      renderTicket(
        {
          number: 'A-1',
          conversation: 'c',
          seq: 1,
          at: 0,
          draft: {
            number: 'A-1',
            codes: [],
            facts: { officeVersion: { value: words, from: words, line: 1 } },
            tried: [{ node: 'a#b', title: words, result: 'shown', commands: [words] }],
            question: words,
          },
        } as never,
        { channel: 'directline', person: words } as never,
      )
    const [plain, made] = [render('x'), render(hostile)]
    expect(made.split('\n').length).toBe(plain.split('\n').length)
    const structure = (text: string) => text.split('\n').map((line) => /^(#+ |- |\||$)/.exec(line)?.[0] ?? '')
    expect(structure(made)).toEqual(structure(plain))
    // Outside of code spans, where text is text.
    expect(made.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/(?<!\\)\]\(https:\/\/evil/)
  })
})
