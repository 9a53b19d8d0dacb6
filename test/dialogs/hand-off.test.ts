import { describe, expect, it } from 'vitest'

import { checkCard } from './card-check.ts'
import { ANNA, atConsent, draftOf, handedOver, KEY, knowledge, NUMBER, say } from './handed-over.ts'
import { startTalk } from './talk.ts'

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
