import { describe, expect, it } from 'vitest'

import { mentionsBot, parseActivity, withoutMention } from '../../../bot/activity.ts'

const BOT = { id: '28:bot', name: 'Activation support' }
const MEGAN = { id: '29:megan', name: 'Megan' }
const mention = (mentioned: object, text?: string) => ({
  type: 'mention',
  mentioned,
  ...(text !== undefined && { text }),
})
const heard = (text: string, ...entities: object[]) =>
  withoutMention(parseActivity({ type: 'message', text, entities, recipient: BOT }))

describe('withoutMention', () => {
  it.each<[string, string, object[]]>([
    ['at the beginning', '<at>Activation support</at> 0xC004F074', [mention(BOT, '<at>Activation support</at>')]],
    ['at the end, with a hard space', '0xC004F074&nbsp;<at>Support</at>', [mention(BOT, '<at>Support</at>')]],
    [
      'with an id',
      '<at id="0">Activation support</at> 0xC004F074',
      [mention(BOT, '<at id="0">Activation support</at>')],
    ],
    [
      'in parts',
      '<at>Activation</at> <at>support</at> 0xC004F074',
      [mention(BOT, '<at>Activation</at>'), mention(BOT, '<at>support</at>')],
    ],
    ['twice', '<at>A</at> 0xC004F074 <at>A</at>', [mention(BOT, '<at>A</at>'), mention(BOT, '<at>A</at>')]],
    ['that the client does not repeat', '<at>Activation support</at> 0xC004F074', [mention(BOT)]],
    ['by its own name there', '<at>KMS</at> 0xC004F074', [mention({ ...BOT, name: 'KMS' })]],
    ['as plain words', 'Activation support 0xC004F074', [mention(BOT, 'Activation support')]],
  ])('takes out the bot %s', (_, text, entities) => expect(heard(text, ...entities)).toBe('0xC004F074'))

  it('keeps the names of others, without marks', () => {
    const entities = [mention(BOT, '<at>A</at>'), mention(MEGAN, '<at>Megan</at>')]
    expect(heard('<at>A</at> <at>Megan</at> sees 0xC004F074', ...entities)).toBe('Megan sees 0xC004F074')
  })

  it('keeps what is pasted', () => {
    expect(heard('<Event><Data>0xC004F074</Data></Event> a<b at>c')).toBe(
      '<Event><Data>0xC004F074</Data></Event> a<b at>c',
    )
  })

  it('reads hostile text in no time', () => {
    const begun = performance.now()
    for (const part of ['<at>', '<at id="', '</at>', '<at>a']) heard(part.repeat(30_000), mention(BOT))
    expect(performance.now() - begun).toBeLessThan(500)
  })
})

describe('mentionsBot', () => {
  it('tells the bot from others', () => {
    const activity = (...entities: object[]) => parseActivity({ type: 'message', recipient: BOT, entities })
    expect(mentionsBot(activity(mention(MEGAN), mention(BOT)))).toBe(true)
    expect(mentionsBot(activity(mention(MEGAN), { type: 'clientInfo' }))).toBe(false)
    expect(mentionsBot(activity())).toBe(false)
  })
})
