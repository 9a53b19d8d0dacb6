import { describe, expect, it } from 'vitest'

import { smallKnowledge } from './small-knowledge.ts'
import { startTalk } from './talk.ts'

const knowledge = smallKnowledge()
const solved = () => startTalk(knowledge).say('0x80070422 in office').say('yes').say('it works now, thanks')
const words = (effects: readonly object[]) => effects.map((effect) => ('words' in effect ? effect.words : undefined))

describe('takeFeedback', () => {
  it('notes a thumb for the place and the version of the documents it is about', () => {
    const talk = solved().click('Helpful')
    expect(talk.effects).toEqual([
      { kind: 'recordFeedback', node: talk.state.node, graph: knowledge.graph.version, helpful: true },
    ])
    expect(talk.text).toBe('Noted, thank you.')
  })

  it('notes a thumb down at once, and asks why', () => {
    const talk = solved().click('Not helpful')
    expect(talk.effects).toMatchObject([{ helpful: false }])
    expect(talk.text).toContain('What was wrong with it?')
    const after = talk.click('Hard to follow')
    expect(words(after.effects)).toEqual(['Hard to follow'])
    expect(after.text).toBe('Noted, thank you.')
  })

  it('takes a sentence for the reason', () => {
    const talk = solved().click('Not helpful').say('there were far too many questions for me')
    expect(words(talk.effects)).toEqual(['there were far too many questions for me'])
  })

  it('takes another error for another problem, not for a reason', () => {
    const talk = solved().click('Not helpful').say('now it says 0xC004F074')
    expect(talk.effects.filter(({ kind }) => kind === 'recordFeedback')).toEqual([])
    expect(talk.state.topic).not.toBe(solved().state.topic)
  })

  it.each(['webchat', 'teams', 'text'] as const)('is offered at every end, in %s', (profile) => {
    const start = startTalk(knowledge, profile).say('0x80070422 in office')
    const ends = [start.say('yes').say('it works now, thanks'), start.say("I'm not an admin").say('ok send it')]
    for (const { state } of ends)
      expect([...state.options, ...state.more].map(({ pick }) => pick)).toEqual(
        expect.arrayContaining(['helpful', 'unhelpful']),
      )
  })
})

describe('takeThumb', () => {
  it('leaves a question that is open in force', () => {
    const open = startTalk(knowledge).say('0xC004F074 office')
    const talk = open.take({ kind: 'feedback', helpful: false, words: 'too long' })
    expect(words(talk.effects)).toEqual(['too long'])
    expect(talk.state.asking).toEqual(open.state.asking)
  })
})
