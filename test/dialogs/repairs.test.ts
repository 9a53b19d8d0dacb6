import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { checkCard } from './card-check.ts'
import { startTalk } from './talk.ts'

const real = await loadKnowledge()
const knowledge = { graph: real.graph, matcher: real.matcher }
const start = (profile: 'webchat' | 'teams' = 'webchat') => startTalk(knowledge, profile)
const DAY = 24 * 60 * 60 * 1000
const OFFICE = 'office 2013 0xC004F074'
const event = (host: string) =>
  `Info:\n0xC004F074, 0x00000000, ${host}:1688, 36f27b39-2fd5-440b-be67-a09996d27a38, 2026/03/02 09:14, 0, 2, 41760`

// What a person reads on a card: everything but submit data, fallbacks and names of the format.
const HIDDEN = ['data', 'fallback', 'type', 'id', 'url', '$schema', 'version', 'style', 'language']
function shownBy(value: unknown, key = ''): string[] {
  if (HIDDEN.includes(key)) return []
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap((one) => shownBy(one, key))
  return Object.entries(value ?? {}).flatMap(([name, one]) => shownBy(one, name))
}

describe('converse', () => {
  it('says where it stood after a night', () => {
    const message = (text: string, at: number) => ({ kind: 'message' as const, text, files: [], at })
    const talk = start()
      .take(message(OFFICE, 1))
      .take(message('no', DAY + 1))
    expect(talk.text).toContain('Welcome back. We were at “Is Office installed on the KMS host itself?”.')
    expect(start().take(message(OFFICE, 1)).take(message('no', 60_000)).text).not.toContain('Welcome back')
  })

  it('sends a step as text where a card cannot be seen', () => {
    const card = start('teams').say(OFFICE).say('no')
    checkCard(card.reply, 'teams')
    const text = card.click('Send as text')
    expect(text.reply?.card).toBeUndefined()
    expect(text.text).toContain('wevtutil qe Application')
    expect(text.turn.standing.node).toBe(card.turn.standing.node)
    expect(card.say('send it as text').reply?.card).toBeUndefined()
  })

  it('offers one paste only for what is missing, and takes it for all', () => {
    const block = start().say(OFFICE).say('no').click('One paste for all')
    expect(block.text).toContain('`(wevtutil qe Application')
    expect(block.text).not.toMatch(/dstatus|ipconfig|Test-NetConnection/)
    expect(block.text).toMatch(/nslookup -type=srv _vlmcs\._tcp\) 2>&1 \| clip`/)
    const rest = start().say(OFFICE).say('no').say(event('kms01.corp.example')).click('One paste for all')
    expect(rest.text).toContain('Test-NetConnection -ComputerName kms01.corp.example -Port 1688')
    expect(rest.text).not.toMatch(/wevtutil|dstatus|ipconfig/)
  })

  it('puts nothing of a paste into the block but a host by its grammar', () => {
    const hostile = fc.constantFrom(
      'kms01&calc',
      'kms01|calc',
      '$(calc)',
      '`calc`',
      '%COMSPEC%',
      'a"b',
      "a';calc;'",
      'a^b',
    )
    fc.assert(
      fc.property(hostile, fc.string({ maxLength: 12 }), (host, more) => {
        const talk = start().say(OFFICE).say('no').say(`it asked ${host}${more}:1688`).say('one paste for all')
        const lines = talk.text.split('\n').filter((line) => line.startsWith('`'))
        for (const line of lines) expect(line).not.toMatch(/calc|COMSPEC|a"b|a\^b/)
      }),
      { numRuns: 40 },
    )
  })

  it('asks about a host outside once, and a no takes it out of the PC', () => {
    const asked = start().say('slmgr windows 10 0xC004F074').say(event('kms8.msguides.com'))
    expect(asked.turn.standing.asks).toEqual(['kmsHostTrusted'])
    const cleaned = asked.say('no').say('yes')
    expect(cleaned.turn.standing.commands[0]).toContain('/ckms')
    expect(JSON.stringify([cleaned.turn.replies, cleaned.turn.standing])).not.toContain('msguides')
    const again = cleaned.say(event('kms8.msguides.com'))
    expect(again.turn.standing.asks).not.toContain('kmsHostTrusted')
    expect(again.text).not.toContain('msguides')
  })

  it('takes the documented cloud host for what it is', () => {
    const talk = start().say('slmgr windows 10 0xC004F074').say(event('azkms.core.windows.net'))
    expect(talk.turn.standing.asks).not.toContain('kmsHostTrusted')
  })

  it('compares host and port with the record', () => {
    const record = 'SRV service location:\n   port           = 1688\n   svr hostname   = kms01.corp.example'
    const fits = start()
      .say(OFFICE)
      .say('no')
      .say(event('kms01.corp.example'))
      .say(`_vlmcs._tcp.corp.example ${record}`)
    expect(fits.turn.standing.node).toBe('office-0xC004F074#see-whether-the-kms-host-answers')
    const other = event('kms01.corp.example').replace(':1688', ':1689')
    const differs = start().say(OFFICE).say('no').say(other).say(`_vlmcs._tcp.corp.example ${record}`)
    expect(differs.turn.standing.node).toBe('office-0xC004F074#how-shall-office-find-its-kms-host')
  })

  it('stays below 4,000 characters a turn, text and card together', () => {
    const words = fc.constantFrom(
      OFFICE,
      'no',
      'yes',
      "I don't know",
      'why',
      'what does that mean',
      'one paste for all',
      'skip',
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 10 }), (texts) => {
        let talk = start()
        for (const text of texts) {
          talk = talk.say(text)
          expect(talk.text.length + shownBy(talk.reply?.card).join(' ').length).toBeLessThan(4000)
        }
      }),
      { numRuns: 60 },
    )
  })
})
