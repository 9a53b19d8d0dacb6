import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { cpuMilliseconds } from '../support/cpu-time.ts'
import { checkCard } from './card-check.ts'
import { startTalk } from './talk.ts'

const knowledge = await loadKnowledge()
const talk = () => startTalk(knowledge)

const HEAD = 'Computer Name,Product Name,License Status,Status of Last Action,Partial Product Key'
const OFFICE = '"Office 16, Office16ProPlusVL_KMS_Client edition"'

const table = (names: readonly string[], codes: readonly string[]) =>
  [HEAD, ...names.map((name, at) => `"${name}",${OFFICE},Notification,${codes[at % codes.length] ?? ''},WFG99`)].join(
    '\n',
  )
const numbered = (count: number) => Array.from({ length: count }, (_, at) => `pc-${at}`)

describe('tellFleet', () => {
  it('shows at most five causes and counts the others', () => {
    const codes = ['0xC004F074', '0xC004F038', '0xC004F039', '0xC004F041', '0xC004F042', '0xC004F014', '0x80070005']
    const { text, reply } = talk().say(table(numbered(14), codes))
    expect(reply?.suggestions).toHaveLength(5)
    expect(text).toContain('Besides: 2 causes on 4 machines.')
  })

  it('keeps only the first names of a group in the state', () => {
    const { state } = talk().say(table(numbered(1000), ['0xC004F074', '0xC004F038']))
    expect(state.fleet?.groups.map(({ machines, names }) => [machines, names.length])).toEqual([
      [500, 10],
      [500, 10],
    ])
    expect(JSON.stringify(state).length).toBeLessThan(8000)
  })

  it('goes to IT with all its machines by cause', () => {
    const paste = table(numbered(14), ['0xC004F074', '0xC004F038'])
    const handed = talk().say(paste).say('1').say('talk to a person').say('yes')
    const [effect] = handed.effects
    const { fleet } = effect?.kind === 'openTicket' ? effect.ticket : {}
    expect(fleet?.map(({ cause, machines, isTopic }) => [cause, machines, isTopic])).toEqual([
      ['Office could not reach a KMS host (0xC004F074)', 7, true],
      ['The KMS count is below 5, 0xC004F038', 7, undefined],
    ])
    expect(fleet?.[1]?.names).toEqual(['pc-1', 'pc-3', 'pc-5', 'pc-7', 'pc-9', 'pc-11', 'pc-13'])
  })

  it('says that all is well when it is', () => {
    const rows = numbered(3).map((name) => `${name},${OFFICE},Licensed,0x00000000,WFG99`)
    const { text, reply } = talk().say([HEAD, ...rows].join('\n'))
    expect(text).toBe('All 3 machines are licensed; there is nothing to do.')
    expect(reply?.suggestions).toBeUndefined()
  })

  it('names a code that no document treats', () => {
    const { text } = talk().say(table(numbered(4), ['0xC004F074', '0xC004E016']))
    expect(text).toContain('**0xC004E016**, 2 machines')
  })

  it('keeps what the person said of themselves', () => {
    const opened = talk()
      .say('I am admin, these show errors')
      .say(table(numbered(4), ['0xC004F074', '0xC004F038']))
    expect(opened.state.facts.adminRights?.value).toBe(true)
    expect(opened.say('1').state.facts.adminRights?.value).toBe(true)
  })

  it('lets nothing in a name become structure', () => {
    const evil = fc.array(fc.constantFrom(...'[]()<>`*_#|~\\!&@:/.https', 'javascript:', 'a', '-1'), { maxLength: 30 })
    fc.assert(
      fc.property(evil, (parts) => {
        const name = `pc-${parts.join('').replace(/[",;]/g, '')}`
        const { text, reply } = talk().say(table([name, 'pc-2', 'pc-3'], ['0xC004F074', '0xC004F038']))
        checkCard(reply, 'webchat')
        const outside = text.replace(/`[^`\n]*`/g, '')
        expect(outside).not.toMatch(/\]\(|<[a-z!/]|https?:|javascript:/i)
      }),
      { numRuns: 60 },
    )
  })

  // Sixteen times the machines may take sixteen times as long, not two hundred and fifty-six times.
  it('grows with the number of machines', () => {
    const time = (count: number) => {
      const text = table(numbered(count), ['0xC004F074', '0xC004F038', '0xC004F042'])
      return Math.min(...[1, 2, 3].map(() => cpuMilliseconds(() => talk().say(text))))
    }
    const few = time(60)
    expect(time(960) / Math.max(few, 2)).toBeLessThan(64)
  })
})
