import { describe, expect, it } from 'vitest'

import { milestonesOf } from '../../dialogs/milestones.ts'
import { createState } from '../../dialogs/state.ts'

const state = createState()
const at = { topic: 'kms-not-reached', node: 'kms-not-reached#which-host' }

describe('milestonesOf', () => {
  it('finds nothing in a turn that moves nothing', () => {
    const same = { ...state, ...at, codes: ['0xC004F074'], asking: { kind: 'way' as const } }
    expect(milestonesOf(same, { ...same, turn: 2 }, [])).toEqual([])
  })

  it('counts each new code once', () => {
    const before = { ...state, codes: ['0xC004F074'] }
    const after = { ...state, codes: ['0xC004F074', '0xC004F042'] }
    expect(milestonesOf(before, after, [])).toEqual([{ kind: 'code', code: '0xC004F042' }])
  })

  it('names the topic, the node and the question of a way in', () => {
    const after = { ...state, ...at, asking: { kind: 'fact' as const, fact: 'kmsHostCorrect' as const } }
    expect(milestonesOf(state, after, [])).toEqual([
      { kind: 'topic', ...at },
      { kind: 'node', ...at },
      { kind: 'question', ...at },
    ])
  })

  it('counts a question that is asked again in other words once', () => {
    const before = { ...state, ...at, asking: { kind: 'fact' as const, fact: 'kmsHostCorrect' as const } }
    expect(milestonesOf(before, { ...before, misses: 1 }, [])).toEqual([])
  })

  it('takes consent and feedback for no question about the case', () => {
    const before = { ...state, ...at }
    expect(milestonesOf(before, { ...before, asking: { kind: 'consent' } }, [])).toEqual([])
  })

  it('says when a case is solved, handed over or not understood, without the words', () => {
    const before = { ...state, ...at }
    const ticket = { number: 'A-1', codes: [], facts: {}, tried: [], question: 'What now?' }
    expect(milestonesOf(before, { ...before, closed: true }, [])).toEqual([{ kind: 'solved', ...at }])
    expect(milestonesOf(before, before, [{ kind: 'openTicket', ticket }])).toEqual([{ kind: 'person', ...at }])
    const miss = { kind: 'recordMiss' as const, text: 'my name is Ada', reason: 'unclear' }
    expect(milestonesOf(before, before, [miss])).toEqual([{ kind: 'miss', ...at }])
  })
})
