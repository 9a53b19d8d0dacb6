import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { startTalk, type Talk } from './talk.ts'

const { graph, matcher } = await loadKnowledge()
const start = () => startTalk({ graph, matcher })
const RIGHTS = ['adminRights', 'personRole']
const asksRights = ({ turn }: Talk) => turn.standing.asks.some((fact) => RIGHTS.includes(fact))
const NO_KEY = 'office 2010 pro plus, 64-bit office: ERROR CODE: 0xC004F014'
const ON_THE_HOST = 'office 2010: the KMS needs to be activated, event has kms01 and that is correct'

describe('converse', () => {
  it('asks for rights at the first step that needs them, and shows what they are for', () => {
    const talk = start().say(NO_KEY)
    expect(talk.turn.standing.asks).toEqual(['adminRights'])
    expect(talk.text).toContain('/inpkey:VYBBJ-TRJPB-QFQRF-QFT4D-H3GVB')
    expect(talk.text).toContain('This needs administrator rights. Do you have them?')
  })

  it.each([
    ['a prompt', `C:\\WINDOWS\\system32>\n${NO_KEY}`],
    ['the title of the window', `Administrator: Command Prompt\n${NO_KEY}`],
    ['a command that fails without them', `ospp.vbs /act says: ${NO_KEY}`],
    ['the role', `I am the KMS admin. ${NO_KEY}`],
    ['the words', `${NO_KEY}, I ran it as administrator`],
    ['many PCs', `${NO_KEY} on 30 of our clients`],
  ])('does not ask when %s tells', (_what, text) => {
    const talk = start().say(text)
    expect(talk.turn.standing.topic).toBe('office-0xC004F014')
    expect(asksRights(talk)).toBe(false)
    expect(talk.text).not.toContain('Do you have them?')
  })

  it('does not take an access error for rights', () => {
    expect(asksRights(start().say('slmgr /ato on windows 10: 0x80070005'))).toBe(true)
  })

  it('asks once, whatever the answer', () => {
    for (const answer of ['yes', 'no', "I don't know", 'Yes, on the KMS host too', 'skip']) {
      let talk = start().say(NO_KEY).say(answer)
      for (const text of ['no', 'next', 'still failing', 'skip', 'no', 'back', 'repeat']) {
        expect(asksRights(talk), `${answer}, then ${text}: ${talk.text}`).toBe(false)
        talk = talk.say(text)
      }
    }
  })

  it('keeps the question open until it is answered, and learns what else is told', () => {
    const talk = start().say('office 2010 pro plus: ERROR CODE: 0xC004F014').say('32bit office on 64bit windows')
    expect(talk.turn.standing.asks).toEqual(['adminRights'])
    expect(talk.text).toContain('Program Files (x86)')
    expect(talk.say('yes').turn.standing.commands[0]).toContain('/inpkey:')
  })

  it('takes the output of the step for a yes', () => {
    const done = start().say(NO_KEY).say('<Product key installation successful>\nospp.vbs /inpkey done: it worked')
    expect(asksRights(done)).toBe(false)
  })

  it('leads people without rights over the network to one paste and a person', () => {
    const without = start().say(`I'm just a user. ${NO_KEY}`)
    expect(without.turn.standing.node).toBe('no-admin-rights#connect-restart-wait-two-hours')
    expect(without.text).toContain('Connect to the company network, or start the VPN.')
    const paste = without.say('still not activated')
    expect(paste.turn.standing.node).toBe('no-admin-rights#collect-what-it-needs-for-it')
    expect(paste.text).toMatch(/ospp\.vbs" \/dstatus/)
    expect(paste.text).toContain('nslookup -type=srv _vlmcs._tcp')
    expect(paste.text).not.toContain('elevated')
    expect(paste.text).not.toMatch(/<[A-Z]/)
    expect(paste.text).toContain('Send it?')
  })

  it('asks who works on a server before a step there, and hands it on where nobody does', () => {
    const talk = start().say(ON_THE_HOST)
    expect(talk.turn.standing.asks).toEqual(['personRole'])
    expect(talk.say('yes').turn.standing.commands[0]).toContain('/dlv')
    const handed = talk.say('no')
    expect(handed.text).toContain('is for whoever runs that server')
    expect(handed.text).toContain('Send it?')
  })

  it('takes a look at the host for somebody who works there', () => {
    expect(asksRights(start().say('office 2010 kms host: Current count: 3, clients get 0xC004F038'))).toBe(false)
  })
})
