import { describe, expect, it } from 'vitest'

import { checkCard } from './card-check.ts'
import { ANNA, handedOver, KEY, knowledge, NUMBER, say, words } from './handed-over.ts'
import { startTalk, type Talk } from './talk.ts'

describe('passOn', () => {
  const aside = () => words(handedOver(), 'Which Office is it?', 'question')

  it('says who asks and where the answer goes', () => {
    const { text, reply } = aside()
    expect(text).toContain('Anna asks on `A-1042`:\n\n`Which Office is it?`')
    expect(text).toContain('What you write now goes to Anna.')
    expect(reply?.suggestions).toEqual(['Ask the bot'])
    checkCard(reply, 'webchat')
  })

  it('passes every word to the expert, and says so once', () => {
    const first = say(aside(), 'Office 2019')
    expect(first.effects).toEqual([{ kind: 'tellExpert', number: NUMBER, words: 'Office 2019' }])
    expect(first.text).toContain('Passed to Anna.')
    const second = say(first, 'help')
    expect(second.effects).toEqual([{ kind: 'tellExpert', number: NUMBER, words: 'help' }])
    expect(second.turn.replies).toEqual([])
  })

  it('passes a pasted error too, and offers to look at it', () => {
    const passed = say(aside(), 'now it says 0xC004F074')
    expect(passed.effects).toHaveLength(1)
    expect(passed.text).toContain('Passed to Anna. I can look at it too.')
    const looked = passed.click('Ask the bot')
    expect(looked.text).toContain('Back with the bot. IT still has A-1042')
    expect(looked.state.codes).toContain('0xC004F074')
  })

  it('takes keys out before an expert reads them, and says so', () => {
    const passed = say(say(aside(), 'hello'), `the key is ${KEY}`)
    expect(JSON.stringify(passed.effects)).not.toContain('WDV8K')
    expect(passed.text).toContain('product key')
  })

  it.each(['ask the bot', 'back to the bot'])('goes back to the bot by "%s", and to IT again when it writes', (by) => {
    const back = say(aside(), by)
    expect(back.effects).toEqual([])
    expect(back.state.expert).toBeUndefined()
    expect(say(words(back, 'And the edition?'), 'Pro').effects).toMatchObject([{ kind: 'tellExpert', words: 'Pro' }])
  })

  it('lets the person write first', () => {
    const asked = say(handedOver(), 'talk to a person')
    expect(asked.reply?.suggestions).toEqual(['Write to IT'])
    const told = say(asked.click('Write to IT'), 'It is urgent now')
    expect(told.effects).toEqual([{ kind: 'tellExpert', number: NUMBER, words: 'It is urgent now' }])
  })

  it('names a file that nobody can read here', () => {
    const files = [{ name: 'screen.png', mediaType: 'image/png' }]
    const { effects } = aside().take({ kind: 'message', text: 'look', files, cases: [ANNA] })
    expect(effects).toMatchObject([{ words: 'look\n(file: screen.png)' }])
  })

  it.each(['resolved', 'withdrawn'])('hears the person again when the ticket was %s meanwhile', (status) => {
    const talk = say(aside(), '0xC004F074 in office', [{ ...ANNA, status }])
    expect(talk.effects.filter(({ kind }) => kind === 'tellExpert')).toEqual([])
    expect(talk.text).toContain('A-1042 is closed; you are with the bot again.')
    expect(talk.state.codes).toContain('0xC004F074')
  })

  it('hears nobody but who opened the ticket, where others read along', () => {
    const by = (talk: Talk, person: string, text: string, cases = [ANNA]) =>
      talk.take({ kind: 'message', text, files: [], person, cases })
    const opened = by(by(by(startTalk(knowledge), 'ann', '0x80070422 in office'), 'ann', 'no'), 'ann', 'yes')
    const asked = words(opened, 'Which Office?')
    for (const text of ['me too', 'withdraw A-1042', 'ask the bot']) {
      const other = by(asked, 'bob', text)
      expect(other.effects.filter(({ kind }) => kind !== 'recordMiss')).toEqual([])
      expect(by(other, 'ann', 'It is slow').effects).toMatchObject([{ words: 'It is slow' }])
    }
  })
})

describe('tellTicket', () => {
  const news = (status: string, more: object = {}) =>
    handedOver().take({ kind: 'ticket', number: NUMBER, status, ...more }).text

  it('says who has the ticket, and that it is back in the queue', () => {
    expect(news('claimed', { author: 'Anna' })).toBe('Anna has A-1042 now.')
    expect(news('claimed')).toBe('IT has A-1042 now.')
    expect(news('open')).toBe('A-1042 is back in the queue of IT.')
  })

  it('leaves the question that is open in force', () => {
    const asked = startTalk(knowledge).say('0xC004F074')
    const told = asked.take({ kind: 'ticket', number: NUMBER, status: 'claimed', author: 'Anna' })
    expect(told.state.asking).toEqual(asked.state.asking)
    expect(told.state.options).toEqual(asked.state.options)
  })

  it.each([
    ['many lines', Array.from({ length: 90 }, (_, n) => `line ${n} of a long answer`).join('\n')],
    ['one long line', Array.from({ length: 900 }, (_, n) => `word${n}`).join(' ')],
  ])('shows an answer of %s whole', (_, said) => {
    const { text, reply } = words(handedOver(), said)
    const squashed = (words: string) => words.replace(/[`\s]/g, '')
    expect(squashed(text)).toContain(squashed(said))
    expect(squashed(JSON.stringify(reply?.card))).toContain(said.split(/\s+/).at(-1))
    expect(text).not.toContain('longer than fits')
    checkCard(reply, 'webchat')
  })

  it('says where an answer is cut', () => {
    const { text, reply } = words(handedOver(), 'a long story\n'.repeat(5000))
    expect(text).toContain('The answer is longer than fits here.')
    expect(JSON.stringify(reply?.card).length).toBeLessThan(25 * 1024)
    expect(reply?.card?.body.length).toBeGreaterThan(100)
  })

  describe('when it is resolved', () => {
    const resolved = () => words(words(handedOver(), 'Try again.'), 'The service was off.', 'resolution')

    it('asks whether it works now, and is the bot again', () => {
      const { text, reply, state } = resolved()
      expect(text).toContain('Anna has resolved A-1042.\n\n`The service was off.`\n\nDoes it work now?')
      expect(reply?.suggestions).toEqual(['It works', 'Not solved'])
      expect([state.expert, state.ticket]).toEqual([undefined, undefined])
    })

    it.each(['yes', 'It works', 'works now, thanks'])('notes that it helped by "%s"', (by) => {
      expect(say(resolved(), by, []).effects).toMatchObject([{ kind: 'recordFeedback', helpful: true }])
    })

    it.each(['no', 'Not solved', 'still the same error'])('opens it again by "%s"', (by) => {
      const again = say(resolved(), by, [{ ...ANNA, status: 'resolved' }])
      expect(again.effects).toEqual([{ kind: 'reopenTicket', number: NUMBER }])
      expect(again.text).toContain('A-1042 is open again. What you write now goes to IT.')
      expect(say(again, 'the service stops again').effects).toMatchObject([{ kind: 'tellExpert' }])
    })

    it('hears of another error as of another case', () => {
      const other = say(resolved(), '0xC004F074 in office', [{ ...ANNA, status: 'resolved' }])
      expect(other.state.codes).toContain('0xC004F074')
      expect(other.effects).toEqual([])
    })
  })
})
