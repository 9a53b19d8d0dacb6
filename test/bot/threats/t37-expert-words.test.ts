import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Expert } from '../../../bot/cases/index.ts'
import { toContent } from '../../../bot/reply-activity.ts'
import { checkCard } from '../../dialogs/card-check.ts'
import { smallKnowledge } from '../../dialogs/small-knowledge.ts'
import { startTalk, type Talk } from '../../dialogs/talk.ts'
import { startCaseBot } from '../cases/case-bot.ts'
import { DirectLineClient } from '../direct-line-client.ts'

type Golden = { said: string; shown: string[]; warns: boolean }
type Run = { type: string; text: string; fontType?: string }
type Block = { type: string; inlines?: Run[] }

const FILE = new URL('../../fixtures/expert-words/golden.jsonl', import.meta.url)
const GOLDEN: Golden[] = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const PROFILES = ['webchat', 'teams'] as const
const NUMBER = 'A-1042'
const WARNING = 'names a host outside your organisation'
const ANNA: Expert = { id: 'anna', name: 'Anna', via: 'desk' }
const KEY = 'JBHQ2-WDV8K-TPMX3-9HJPD-2FCQB'
// Microsoft prints it in its documentation, as all keys of KMS clients.
const PUBLISHED = 'NMMKJ-6RK4F-KMJVX-8D9MJ-6MWKP'

const knowledge = { ...smallKnowledge(), organisation: { domains: ['contoso.com'] } }

/** What the person gets when an expert answers; an expert's name is theirs to choose. */
function answer(profile: 'webchat' | 'teams' | 'text', words: string, author = 'Anna'): Talk {
  const asked = startTalk(knowledge, profile).say('0x80070422 in office').say("I'm not an admin").click('Send to IT')
  return asked.take({ kind: 'ticket', number: NUMBER, status: 'claimed', words, said: 'answer', author })
}

/** What is sent, as the channel gets it. */
function contentOf(talk: Talk, profile: 'webchat' | 'teams'): { said: string; blocks: Block[] } {
  const [reply] = talk.turn.replies
  if (!reply) throw new Error('nothing was said')
  checkCard(reply, profile)
  const { attachments } = toContent(reply, profile) as { attachments: { content: { body: Block[] } }[] }
  return { said: JSON.stringify(attachments), blocks: attachments[0]?.content.body ?? [] }
}

/** The lines of a card that are one text in the type of commands, in which nothing is Markdown. */
const verbatim = (blocks: Block[]) =>
  blocks.flatMap(({ type, inlines = [] }) => {
    const [run, ...more] = inlines
    return type === 'RichTextBlock' && more.length === 0 && run?.fontType === 'Monospace' ? [run.text] : []
  })

describe.each(PROFILES)('T37 words of an expert, in %s', (profile) => {
  it.each(GOLDEN)('are shown as they are, with the expert named: $said', ({ said, shown, warns }) => {
    const { blocks, said: sent } = contentOf(answer(profile, said), profile)
    expect(verbatim(blocks)).toEqual(shown)
    expect(blocks[0]?.inlines?.map(({ text }) => text).join('')).toBe(`Anna answers on ${NUMBER}:`)
    expect(sent.includes(WARNING)).toBe(warns)
    expect(sent).not.toMatch(/Action\.OpenUrl|selectAction|<at>|"mention"/)
  })

  it('fit a card, however long they are, and say where they are cut', () => {
    for (const words of [
      'a long story\n'.repeat(8000),
      'x'.repeat(100 * 1024),
      '[a](https://evil.com) '.repeat(5000),
    ]) {
      const { said } = contentOf(answer(profile, words), profile)
      expect(said).toContain('The answer is longer than fits here. Ask IT for the rest.')
    }
  })

  it('warn of a host behind the part that is shown', () => {
    const words = `${'read this first\n'.repeat(1000)}slmgr.vbs /skms kms.evil.com`
    expect(contentOf(answer(profile, words), profile).said).toContain(WARNING)
  })

  it('become no structure by the name of who wrote them', () => {
    const name = '[Anna](https://evil.com) <at>all</at> **\u202eIT**'
    const { blocks, said } = contentOf(answer(profile, 'hello', name), profile)
    const heading = blocks[0]?.inlines?.map(({ text }) => text).join('')
    expect(heading).toBe(`Anna https://evil.com at all /at IT answers on ${NUMBER}:`)
    expect(said).not.toMatch(/selectAction|<at>|\u202e/)
  })

  it('are nothing but text, whatever they are', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '`',
        '**',
        '[a](https://evil.com)',
        '<at>',
        '</at>',
        '\n',
        '```',
        '\u202e',
        '> ',
        '| ',
        '{{',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 30 }), (parts) => {
        const { said, blocks } = contentOf(answer(profile, parts.join('')), profile)
        expect(said).not.toMatch(/selectAction|<at>|<\/at>|[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/)
        for (const line of verbatim(blocks)) expect(line).not.toMatch(/[`\n]/)
      }),
      { numRuns: 60 },
    )
  })
})

describe('T37 words of an expert, as plain text', () => {
  it('stand between backticks, line by line', () => {
    expect(answer('text', '**now**\n[x](https://evil.com)').text).toContain('`**now**`\n\n`[x](https://evil.com)`')
  })
})

describe("T37 keys in an expert's words", () => {
  it('are gone before anything is kept or shown, but for published ones', async () => {
    const { bot } = await startCaseBot()
    try {
      const client = await DirectLineClient.start(bot.url)
      for (const text of ['0x80070422 in office', "I'm not an admin", 'ok send it']) await client.post({ text })
      const [opened] = await bot.cases.cases({ limit: 1 })
      const number = opened?.number ?? ''
      await bot.cases.move(number, ANNA, { kind: 'claim' })
      await bot.cases.move(number, ANNA, { kind: 'answer', words: `slmgr.vbs /ipk ${KEY} or /ipk ${PUBLISHED}` })
      const read = async () => JSON.stringify((await client.read()).activities)
      await expect.poll(read, { timeout: 8000 }).toContain(PUBLISHED)
      for (const everything of [await read(), JSON.stringify(await bot.cases.case(number))]) {
        expect(everything).not.toContain('WDV8K')
        expect(everything).toContain('2FCQB')
        expect(everything).toContain(PUBLISHED)
      }
    } finally {
      await bot.stop(1000)
    }
  })
})
