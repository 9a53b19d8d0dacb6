import { describe, expect, it } from 'vitest'

import type { CaseNote } from '../../dialogs/index.ts'
import { checkCard } from './card-check.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { startTalk, type Talk } from './talk.ts'

const knowledge = smallKnowledge()
const NUMBER = 'A-1042'
const ANNA: CaseNote = { number: NUMBER, status: 'claimed', owner: 'Anna' }
const KEY = 'JBHQ2-WDV8K-TPMX3-9HJPD-2FCQB'

const atConsent = (profile: 'webchat' | 'teams' = 'webchat') =>
  startTalk(knowledge, profile).say('0x80070422 in office').say("I'm not an admin")
const handedOver = () => atConsent().click('Send to IT')
const say = (talk: Talk, text: string, cases: CaseNote[] = [ANNA]) =>
  talk.take({ kind: 'message', text, files: [], cases })
const words = (talk: Talk, text: string, said: 'question' | 'answer' | 'resolution' = 'answer') =>
  talk.take({ kind: 'ticket', number: NUMBER, status: 'claimed', words: text, said, author: 'Anna' })
const draftOf = (talk: Talk) => talk.effects.flatMap((effect) => (effect.kind === 'openTicket' ? effect.ticket : []))[0]

describe('askConsent', () => {
  it('is one card: what would go, in short, and how IT answers', () => {
    const { text, reply } = atConsent()
    expect(text).toContain('I can pass this to IT: 3 facts and this conversation with keys removed.')
    expect(text).toContain('IT answers here in the chat.')
    checkCard(reply, 'webchat')
  })

  it('shows in full what is sent', () => {
    const stuck = startTalk(knowledge).say('0x80070422 in office').click('Yes, on this PC').click('Still failing')
    const { text } = stuck.click('What is sent')
    expect(text).toContain('- Codes: 0x80070422')
    expect(text).toMatch(/^- .*: did not help$/m)
    expect(text).toContain('- This conversation, with keys removed.')
    expect(text).toContain('Send it?')
  })

  it('takes words for IT, without keys, and how to reach the person', () => {
    const noted = atConsent().click('Add something').say(`It is urgent, ${KEY}, mail to ann@corp.example`)
    expect(noted.text).toContain('For IT: `It is urgent')
    expect(noted.text).toContain('IT can reach you at `ann@corp.example`.')
    const draft = draftOf(noted.say('yes'))
    expect(draft).toMatchObject({ contact: 'ann@corp.example', consent: { transcript: true } })
    expect(draft?.words).toMatch(/^It is urgent/)
    expect(JSON.stringify(noted.state)).not.toContain('WDV8K')
  })

  it.each([
    ['ann.o-neill+it@corp.example.org', 'ann.o-neill+it@corp.example.org'],
    ['call me at +49 (89) 123456-78 please', '+49 (89) 123456-78'],
    ['my mail is ann@corp.example', 'ann@corp.example'],
  ])('takes "%s" for how to reach the person', (said, contact) => {
    expect(draftOf(atConsent().say(said).click('Send to IT'))?.contact).toBe(contact)
  })

  it.each(['0xC004F074', '1688', 'build 16.0.4266.1001'])('takes "%s" for no way to reach anybody', (said) => {
    const { text } = atConsent().say(said)
    expect(text).not.toContain('IT can reach you')
  })

  it('lets the person change the words', () => {
    const twice = atConsent().click('Add something').say('first').click('Add something').say('second')
    expect(draftOf(twice.click('Send to IT'))?.words).toBe('second')
  })

  it('hears a button while it waits for the words', () => {
    const declined = atConsent().click('Add something').say("Don't send")
    expect(declined.effects).toEqual([])
    expect(declined.state.enclosed).toBeUndefined()
    expect(draftOf(atConsent().click('Add something').say('send to it'))?.words).toBeUndefined()
  })

  it('keeps the other ways on the card', () => {
    const ways = atConsent().reply?.suggestions
    expect(atConsent().click('Add something').say('soon').reply?.suggestions).toEqual(ways)
    expect(atConsent().click('What is sent').reply?.suggestions).toEqual(ways)
  })

  it.each(['Leave the conversation out', 'send it without the conversation'])(
    'leaves the transcript out by "%s"',
    (by) => {
      const bare = atConsent().say(by)
      expect(bare.text).toContain('I can pass this to IT: 3 facts, without this conversation. Send it?')
      expect(draftOf(bare.say('send it'))?.consent).toEqual({ at: 0, transcript: false })
      expect(draftOf(bare.click('Send the conversation too').say('send it'))?.consent?.transcript).toBe(true)
    },
  )

  it('does not ask who Teams knows', () => {
    const asked = startTalk(knowledge, 'teams').say('0x80070422 in office')
    const known = asked.take({ kind: 'message', text: "I'm not an admin", files: [], name: 'Ann [x](http://y)' })
    expect(known.text).toContain('IT sees that it is from Ann x http://y, and answers here in the chat.')
    const sent = known.take({ kind: 'message', text: 'yes', files: [], name: 'Ann' })
    expect(draftOf(sent)).toMatchObject({ who: 'Ann' })
  })

  it('records when the person agreed', () => {
    const sent = atConsent().take({ kind: 'message', text: 'yes', files: [], at: 1234 })
    expect(draftOf(sent)?.consent).toEqual({ at: 1234, transcript: true })
  })

  it('gives IT the command that reads what is not known yet', () => {
    const draft = draftOf(handedOver())
    expect(draft?.collect?.map(({ shell }) => shell)).toEqual(['cmd', 'powershell'])
    expect(draft?.collect?.[0]?.text).toMatch(/ospp\.vbs.*\/dstatus.*\| clip$/)
  })
})

describe('withdraw', () => {
  it.each(['withdraw A-1042', 'cancel my ticket', 'Withdraw A-1042'])('takes the ticket back by "%s"', (by) => {
    const talk = say(handedOver(), by)
    expect(talk.effects).toEqual([{ kind: 'withdrawTicket', number: NUMBER }])
    expect(talk.text).toContain('A-1042 is withdrawn.')
    expect(talk.state.ticket).toBeUndefined()
  })

  it('brings IT what is added to a case, without keys, and counts it among no questions of the bot', () => {
    const added = say(handedOver(), `my number is 0123 456, ${KEY}`)
    expect(added.text).toContain('What you add here is kept with it.')
    const { effects } = added
    expect(effects).toMatchObject([
      { kind: 'tellExpert', number: NUMBER, words: expect.stringMatching(/^my number is 0123 456/) },
    ])
    expect(JSON.stringify(effects)).not.toContain('WDV8K')
  })

  it('adds nothing to a case that IT has settled', () => {
    const said = say(handedOver(), 'thingamajig', [{ ...ANNA, status: 'resolved' }])
    expect(said.effects.map(({ kind }) => kind)).toEqual(['recordMiss'])
  })

  it('does not take "cancel" for the ticket', () => {
    expect(say(handedOver(), 'cancel').effects.map(({ kind }) => kind)).not.toContain('withdrawTicket')
  })

  it('lets the person open another when IT has settled the first', () => {
    expect(say(handedOver(), 'talk to a person', [{ ...ANNA, status: 'resolved' }]).text).toContain('Send it?')
  })

  it('asks which one where there are several', () => {
    const cases = [{ number: 'A-1043', status: 'open' }, ANNA]
    const asked = say(handedOver(), 'withdraw my ticket', cases)
    expect(asked.effects).toEqual([])
    expect(say(asked, 'Withdraw A-1043', cases).effects).toEqual([{ kind: 'withdrawTicket', number: 'A-1043' }])
  })

  it('takes nothing back that is not the person’s, or is over', () => {
    expect(say(handedOver(), 'withdraw A-1041')).toMatchObject({ effects: [] })
    const over = say(handedOver(), 'withdraw A-1042', [{ ...ANNA, status: 'resolved' }])
    expect(over.effects).toEqual([])
    expect(over.text).toContain('no ticket of yours that is still open')
  })
})

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
