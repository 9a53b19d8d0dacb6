import { describe, expect, it } from 'vitest'

import { type ConversationEvent, converse, createState } from '../../dialogs/index.ts'
import { smallKnowledge } from './small-knowledge.ts'

const knowledge = smallKnowledge()
const at = { at: 0, locale: 'en', profile: 'teams', ticketNumber: 'A-1' } as const
const says = (person: string, text: string): ConversationEvent => ({ kind: 'message', text, files: [], person, ...at })
const opened = converse(knowledge, createState(), says('ann', 'office 2010 says 0xC004F074'))

describe('isOthers', () => {
  it('takes no answer from another person, and says whose the case is', () => {
    const { state, replies, standing } = converse(knowledge, opened.state, says('bob', 'no'))
    expect(replies[0]?.text).toContain('Somebody else opened this case')
    expect([standing.node, state.facts]).toEqual([opened.standing.node, opened.state.facts])
  })

  it('says nothing to a click of another person', () => {
    const { turn, graph, node = '', options } = opened.state
    const data = { kind: 'choice', node, graph, turn, pick: options[0]?.pick ?? '' } as const
    const click = (person: string) => converse(knowledge, opened.state, { kind: 'choice', data, person, ...at })
    expect(click('bob')).toMatchObject({ replies: [], state: opened.state })
    expect(click('ann').standing.node).not.toBe(opened.standing.node)
  })

  it('takes what a tool printed from anybody', () => {
    const paste = "*** UnKnown can't find _vlmcs._tcp: Non-existent domain"
    expect(converse(knowledge, opened.state, says('bob', paste)).standing.facts).toMatchObject({
      srvRecord: { value: 'none' },
    })
  })

  it('lets another person open a case when the first is over', () => {
    const over = converse(knowledge, opened.state, says('ann', 'start over'))
    expect(converse(knowledge, over.state, says('bob', 'office 2010 says 0xC004F074')).state.owner).toBe('bob')
  })
})
