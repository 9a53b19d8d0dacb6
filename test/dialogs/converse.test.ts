import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { converse } from '../../dialogs/index.ts'
import { cpuMilliseconds } from '../support/cpu-time.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { startTalk } from './talk.ts'

const knowledge = smallKnowledge()
const start = () => startTalk(knowledge)
const OFFICE = 'ospp.vbs /act on office 2010 says ERROR CODE: 0xC004F074'
const LICENSED = [
  '---Processing--------------------------',
  '---------------------------------------',
  'LICENSE NAME: Office 14, OfficeProPlus-KMS_Client edition',
  'LICENSE DESCRIPTION: Office 14, VOLUME_KMSCLIENT channel',
  'LICENSE STATUS:  ---LICENSED--- ',
  'REMAINING GRACE: 180 days  (259200 minute(s) before expiring)',
  '---------------------------------------',
  '---Exiting-----------------------------',
].join('\n')

describe('converse', () => {
  it('greets and says what to paste', () => {
    expect(start().take({ kind: 'joined' }).text).toMatch(
      /^I help with Windows and Office activation.*Paste an error code/,
    )
  })

  it('greets once', () => {
    expect(start().take({ kind: 'joined' }).take({ kind: 'installed' }).turn.replies).toEqual([])
  })

  it('gives the same turn for the same input and leaves the state it got alone', () => {
    const before = start().say(OFFICE)
    const copy = structuredClone(before.state)
    expect(before.say('no').turn).toEqual(before.say('no').turn)
    expect(before.state).toEqual(copy)
  })

  it('asks which product shows a code of both', () => {
    const talk = start().say('0xC004F074')
    expect(talk.text).toContain('0xC004F074 comes from Windows and from Office. Which one shows it?')
    expect(talk.turn.standing.asks).toEqual(['product'])
    expect(talk.click('Windows').turn.standing.topic).toBe('windows-no-host')
    expect(talk.say('it is office').turn.standing.topic).toBe('office-no-host')
  })

  it('answers a question silently when a paste told it, and says from where', () => {
    const talk = start().say(OFFICE).say('no').say("*** UnKnown can't find _vlmcs._tcp: Non-existent domain")
    expect(talk.text).toContain('SRV record none')
    expect(talk.turn.standing.node).toBe('office-no-host#let-someone-publish-it')
  })

  it('fills a command from two facts given in one answer', () => {
    const talk = start().say(OFFICE).say('no').click('I have the answer').click('A host').say('kms01')
    const filled = talk.say('its 64 bit windows with 32bit office')
    expect(filled.turn.standing.commands[0]).toBe(
      'cscript "C:\\Program Files (x86)\\Microsoft Office\\Office14\\ospp.vbs" /sethst:kms01',
    )
  })

  it('says a correction and goes by it', () => {
    const talk = start()
      .say(OFFICE)
      .say('no')
      .click('I have the answer')
      .click('A host')
      .say('kms01')
      .say('64bit office')
    const corrected = talk.say('sorry, I mixed it up, it is office 2013 not 2010')
    expect(corrected.text).toContain('Changed: Office version `2013`. Before: Office version `2010`.')
    expect(corrected.turn.standing.commands[0]).toContain('Office15')
  })

  it('asks before a risk and shows the command only after the go-ahead', () => {
    const talk = start().say(`${OFFICE}, 64-bit office`).say('yes')
    expect(talk.text).toContain('This uses up one activation of your MAK. Go on?')
    expect(talk.turn.standing.commands).toEqual([])
    expect(talk.say('go ahead, yes').turn.standing.commands[0]).toContain('/inpkey:<MAK key>')
  })

  it('ends the case when a paste after the fix shows a licence', () => {
    const talk = start()
      .say(OFFICE)
      .say('no')
      .click('I have the answer')
      .click('A host')
      .say('kms01')
      .say('64bit office')
    expect(talk.say(LICENSED).text).toContain('Licensed, 180 days. Done.')
  })

  it('does not end the case of Windows by a licence of Office', () => {
    const talk = start().say('windows 0xC004F074').say(LICENSED)
    expect(talk.text).toContain('Earlier I had: it is Windows. This paste shows: it is Office.')
    expect(talk.text).not.toContain('Done.')
  })

  it('goes the way out when it did not help, then offers a person and opens a ticket', () => {
    const talk = start().say('windows 0xC004F074').say('still failing')
    expect(talk.turn.standing.node).toBe('windows-no-host#let-someone-look')
    expect(talk.text).toContain('Send it?')
    const handed = talk.say('yes please')
    expect(handed.text).toContain('IT has it as **A-1042**')
    expect(handed.effects).toMatchObject([{ kind: 'openTicket', ticket: { number: 'A-1042', codes: ['0xC004F074'] } }])
    expect(handed.effects).toMatchObject([
      { ticket: { tried: [{ node: 'windows-no-host#activate-again', result: 'failed' }] } },
    ])
  })

  it('takes up a second error in the middle', () => {
    const talk = start().say(OFFICE).say('no').say('now it says 0x80070422')
    expect(talk.turn.standing.topic).toBe('office-service-stopped')
    expect(talk.text).toContain('That is a different problem')
  })

  it('offers a person after two inputs it cannot use', () => {
    const talk = start().say('lorem ipsum').say('dolor sit amet')
    expect(talk.text).toContain('pass this to IT')
    expect(talk.effects).toMatchObject([{ kind: 'recordMiss', reason: 'unclear' }])
  })

  it('offers a person in the middle too, beside the question', () => {
    const talk = start().say(OFFICE).say('blue').say('green')
    expect(talk.text).toContain('Is Office installed on the KMS host itself?')
    expect(talk.reply?.suggestions).toContain('Talk to a person')
  })

  it('changes nothing when a button of an earlier card is clicked', () => {
    const first = start().say(OFFICE)
    const later = first.say('no')
    const stale = { node: '', graph: first.state.graph, turn: first.state.turn, kind: 'choice' as const, pick: 'way:0' }
    const clicked = later.take({ kind: 'choice', data: stale })
    expect(clicked.text).toContain('That was an earlier step. You are at “Ask DNS”.')
    expect({ ...clicked.state, turn: 0 }).toEqual({ ...later.state, turn: 0 })
  })

  it('does nothing for a pick that was not offered', () => {
    const talk = start().say(OFFICE)
    for (const pick of ['__proto__', 'constructor', 'value:makKey:1', 'topic:windows-no-host', 'way:99']) {
      const data = { kind: 'choice' as const, node: '', graph: '', turn: talk.state.turn, pick }
      expect(talk.take({ kind: 'choice', data }).turn.standing.node).toBe(talk.turn.standing.node)
    }
  })

  it('hides a key and says so', () => {
    const talk = start().say(`${OFFICE} with ABCDE-23456-FGHJK-78912-MNPQR`)
    expect(talk.text).toContain('I hid a product key you pasted; it is not stored.')
    expect(JSON.stringify(talk.turn)).not.toContain('FGHJK')
  })

  it('neither sets nor repeats a host outside the organisation', () => {
    const talk = start().say(OFFICE).say('no').click('I have the answer').click('A host').say('kms.evil.com')
    expect(talk.text).toContain('Is `kms.evil.com` run by your organisation?')
    const refused = talk.say('no')
    expect(refused.text).toContain('I do not set it.')
    expect(JSON.stringify(refused.turn.replies)).not.toContain('evil')
    expect(talk.say('yes').say('64bit office').turn.standing.commands[0]).toContain('/sethst:kms.evil.com')
  })

  it('cannot read pictures and says how to copy the text', () => {
    const files = [{ name: 'error.png', mediaType: 'image/png' }]
    expect(start().take({ kind: 'message', text: '', files }).text).toContain('Ctrl+C')
  })

  it('reads a text file like a paste', () => {
    const files = [{ name: 'out.txt', mediaType: 'text/plain', text: OFFICE }]
    expect(start().take({ kind: 'message', text: 'see file', files }).turn.standing.topic).toBe('office-no-host')
  })

  it('names three ways for a text beyond 256 KiB, and one for an empty text', () => {
    expect(start().say('x'.repeat(256 * 1024 + 1)).text).toContain('Three ways')
    expect(start().say(' \u200B ').text).toContain('That message is empty.')
  })

  it('understands control words anywhere', () => {
    const talk = start().say(OFFICE).say('no')
    expect(talk.say('back').turn.standing.node).toBe('office-no-host#is-office-installed-on-the-kms-host-itself')
    expect(talk.say('repeat').turn.standing.node).toBe(talk.turn.standing.node)
    expect(talk.say('why?').text).toContain('About “Ask DNS”')
    expect(talk.say('start over').turn.standing.topic).toBeUndefined()
    expect(talk.say('thanks').text).toContain('You are welcome.')
    expect(talk.say("I can't run this").text).toContain('administrator rights')
    expect(talk.say('can I talk to a person').text).toContain('Send it?')
    expect(talk.say('help').text).toContain('Paste what you have')
  })

  it('asks whether it helped and records the answer', () => {
    const talk = start().say('windows 0xC004F074').say('yes').click('It worked')
    expect(talk.text).toContain('Was this helpful?')
    expect(talk.click('Helpful').effects).toMatchObject([{ kind: 'recordFeedback', helpful: true }])
  })

  it('shows an answer from IT as plain text and marks a foreign host', () => {
    const words = 'run `slmgr /skms kms.evil.com` [now](https://evil) <at>all</at>'
    const { text } = start().take({ kind: 'ticket', number: 'A-1042', status: 'answered', words })
    expect(text).toContain('IT answers on `A-1042`:')
    expect(text).toContain('names a host outside your organisation')
    expect(text).not.toMatch(/<at>|^\[now\]/m)
  })

  it('reminds once of a step that is open', () => {
    const talk = start().say(OFFICE).take({ kind: 'elapsed' })
    expect(talk.text).toContain('Still at “Is Office installed on the KMS host itself?”')
    expect(talk.take({ kind: 'elapsed' }).turn.replies).toEqual([])
    expect(talk.say('no').turn.standing.node).toBe('office-no-host#ask-dns')
  })

  it('answers whatever comes, and its state survives the store', () => {
    const words = fc.constantFrom(
      OFFICE,
      '0xC004F074',
      'no',
      'yes',
      '2',
      'back',
      'skip',
      'kms01',
      'office 2013',
      LICENSED,
      'why',
      'still failing',
    )
    const text = fc.oneof({ weight: 3, arbitrary: words }, fc.string({ unit: 'binary', maxLength: 200 }))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
        let talk = start()
        for (const one of texts) {
          const event = { kind: 'message' as const, text: one, files: [], at: 0, locale: 'en' }
          const arrival = { profile: 'webchat' as const, ticketNumber: 'A-1042' }
          const inMemory = converse(knowledge, talk.state, { ...event, ...arrival })
          talk = talk.say(one)
          expect(talk.turn).toEqual(inMemory)
          expect(talk.text.trim()).not.toBe('')
          expect(talk.text.length).toBeLessThan(4000)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('reads 256 KiB of hostile text within the time of a turn', () => {
    for (const piece of ['a ', '12345-', '`', '[a](', '** ', 'not ', '0xC004F0', '\n', '&lt;', '\u0301']) {
      const text = piece.repeat(Math.floor((256 * 1024) / piece.length))
      const taken = cpuMilliseconds(() => start().say(text))
      expect(taken, piece).toBeLessThan(1500)
    }
  })
})
