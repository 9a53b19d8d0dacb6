import { describe, expect, it } from 'vitest'

import { smallGraph, smallKnowledge } from './small-knowledge.ts'
import { startTalk } from './talk.ts'

const knowledge = smallKnowledge()
const start = () => startTalk(knowledge)
const OFFICE = 'ospp.vbs /act on office 2010 says ERROR CODE: 0xC004F074'

describe('converse, after the guide changed', () => {
  it('goes on unnoticed when the graph changed elsewhere', () => {
    const talk = start().say(OFFICE).say('no')
    const other = smallKnowledge(smallGraph((text) => text.replace('Somebody has to see the PC.', 'Somebody looks.')))
    expect(other.graph.version).not.toBe(knowledge.graph.version)
    expect(talk.with(other).click('I have the answer').text).toContain('What did DNS return?')
  })

  it('shows a step again that was updated', () => {
    const talk = start().say(OFFICE).say('no')
    const other = smallKnowledge(smallGraph((text) => text.replace('Ask for the record.', 'Ask DNS for the record.')))
    const updated = talk.with(other).click('I have the answer')
    expect(updated.text).toContain('The guide was updated; here is the step as it is now.')
    expect(updated.turn.standing.node).toBe('office-no-host#ask-dns')
  })

  it('starts the topic again, facts kept, when the step is gone', () => {
    const talk = start().say(OFFICE).say('no')
    const edit = (text: string) => text.replaceAll('#ask-dns', '#query-dns').replace('## Ask DNS', '## Query DNS')
    const again = talk.with(smallKnowledge(smallGraph(edit))).click('I have the answer')
    expect(again.text).toContain('The guide was updated, starting again at No KMS host answers (Office).')
    expect(again.turn.standing.node).toBe('office-no-host#query-dns')
  })
})
