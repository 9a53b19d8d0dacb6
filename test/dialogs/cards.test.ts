import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cardOf } from '../../dialogs/cards/index.ts'
import { languageFor } from '../../dialogs/languages/index.ts'
import { quote } from '../../dialogs/quote.ts'
import { say, type View } from '../../dialogs/view.ts'
import { checkCard } from './card-check.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { startTalk } from './talk.ts'

const setting = { language: languageFor('en'), profile: 'webchat' as const, at: { node: 'a#b', graph: 'g', turn: 1 } }
const card = (view: Partial<View>) => cardOf({ ...say('text'), ...view }, setting)
const step = (text: string) => ({
  text,
  commands: [{ text: 'hostname', shell: 'cmd', runOn: 'client', elevated: false, risk: 'reads' } as const],
})

describe('cardOf', () => {
  it('shows a command as a code block with a monospace fallback', () => {
    expect(card({ steps: [step('Run it.')] }).body).toContainEqual({
      type: 'CodeBlock',
      codeSnippet: 'hostname',
      language: 'Dos',
      fallback: {
        type: 'RichTextBlock',
        inlines: [{ type: 'TextRun', text: 'hostname', fontType: 'Monospace' }],
        spacing: 'Small',
      },
      spacing: 'Small',
    })
  })

  it('puts back, why and start over into the overflow', () => {
    const talk = startTalk(smallKnowledge()).say('office 0xC004F074').say('no')
    const modes = talk.reply?.card?.actions?.map((action) => [
      Reflect.get(action, 'title'),
      Reflect.get(action, 'mode'),
    ])
    expect(modes).toContainEqual(['Back', 'secondary'])
    expect(modes).toContainEqual(['I have the answer', undefined])
  })

  it('makes a list of more ways than fit on buttons', () => {
    const options = Array.from({ length: 7 }, (_, index) => ({ pick: `way:${index}`, label: `Way ${index}` }))
    const made = card({ options })
    expect(made.actions).toHaveLength(1)
    expect(made.body).toContainEqual(expect.objectContaining({ type: 'Input.ChoiceSet', id: 'pick' }))
  })

  it('gives Teams Action.Execute with a submit as fallback, and Web Chat a submit', () => {
    for (const profile of ['webchat', 'teams'] as const) {
      const talk = startTalk(smallKnowledge(), profile).say('office 0xC004F074')
      checkCard(talk.reply, profile)
    }
  })

  it('links to Microsoft only', () => {
    const text =
      '[here](https://learn.microsoft.com/x) [there](https://evil.com/) [x](javascript:alert(1)) <https://aka.ms/y>'
    const links = JSON.stringify(card({ body: [text] })).match(/"url":"[^"]+"/g)
    expect(links).toEqual(['"url":"https://learn.microsoft.com/x"', '"url":"https://aka.ms/y"'])
  })

  it('never makes a link, a mention or Markdown of what a person wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (words) => {
        const hostile = `${words}[A](https://aka.ms/a)<at>x</at>\`**b**\``
        const made = cardOf(say(`You said ${quote(hostile, 500)}.`), setting)
        expect(JSON.stringify(made)).not.toMatch(/selectAction|<at>|"weight"/)
        checkCard({ kind: 'message', text: '', card: made }, 'webchat')
      }),
    )
  })

  it('stays under 25 KB whatever is in it', () => {
    const long = Array.from({ length: 200 }, () => 'x'.repeat(300))
    const made = card({ understood: long, body: long, warnings: long, notes: long })
    expect(JSON.stringify(made).length).toBeLessThanOrEqual(25 * 1024)
  })
})

describe('quote', () => {
  it('takes out what hides or reorders text and keeps what is visible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (words) => {
        const shown = quote(words)
        expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F\uFEFF\n]/)
        expect(shown.isWellFormed()).toBe(true)
        expect(shown.slice(1, -1)).not.toContain('`')
      }),
    )
    expect(quote('kms01.corp.example:1688')).toBe('`kms01.corp.example:1688`')
    expect(quote('Größe 10 %')).toBe('`Größe 10 %`')
  })
})
