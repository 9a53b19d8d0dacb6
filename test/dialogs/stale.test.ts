import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { openScene } from '../../dialogs/scene.ts'
import { outdate } from '../../dialogs/stale.ts'
import { procedureOf } from '../../dialogs/steps.ts'
import { FACTS, type FactName, type Facts } from '../../knowledge/index.ts'
import { startTalk } from './talk.ts'
import { standingAt } from './walker.ts'

const { graph, matcher } = await loadKnowledge({ wait: false })
const knowledge = { graph, matcher }
const from = 'ospp.dstatus'
const BEFORE: Facts = {
  licenseStatus: { value: 'notification', from },
  errorCode: { value: '0xC004F074', from },
  srvRecord: { value: 'none', from: 'nslookup.srv' },
  kmsHostsPublished: { value: ['kms01:1688'], from: 'nslookup.srv' },
  portReachable: { value: false, from: 'telnet' },
  currentCount: { value: 3, from: 'slmgr.dlv' },
  hostLicensed: { value: false, from: 'slmgr.dlv' },
}
const NAMES = Object.keys(BEFORE) as FactName[]
const changing = Object.entries(graph.nodes).filter(([id, node]) => {
  const event = { kind: 'elapsed', at: 0, locale: 'en', profile: 'text', ticketNumber: '' } as const
  return (
    node.kind !== 'question' &&
    procedureOf(openScene(knowledge, standingAt(knowledge, id), event), node).machines.size > 0
  )
})

describe('outdate', () => {
  it('leaves nothing of what was seen before a step that changes a machine', () => {
    expect(changing.length).toBeGreaterThan(60)
    const kept = changing.flatMap(([id, node]) => {
      const state = { ...standingAt(knowledge, id), facts: BEFORE }
      const event = { kind: 'elapsed', at: 0, locale: 'en', profile: 'text', ticketNumber: '' } as const
      const scene = openScene(knowledge, state, event)
      const { machines } = procedureOf(scene, node)
      outdate(scene, node, machines)
      const ofHost = (fact: FactName) => FACTS[fact].scope === 'kmsHost' && !machines.has('kmsHost')
      return NAMES.filter((fact) => !scene.state.stale.includes(fact) && !ofHost(fact)).map((fact) => `${id}: ${fact}`)
    })
    expect(kept).toEqual([])
  })

  it('asks DNS again after the record was added', () => {
    const id = 'publish-srv-record#enable-publishing'
    const state = { ...standingAt(knowledge, id), facts: BEFORE, said: ['rights' as const] }
    const talk = startTalk(knowledge, 'webchat', state).say('repeat').say('go on').say('The service was restarted')
    expect(talk.state.stale).toContain('srvRecord')
    expect(talk.text).not.toContain('SRV record none')
  })

  it('keeps what a paste told after the step was shown', () => {
    const id = 'publish-srv-record#enable-publishing'
    const state = { ...standingAt(knowledge, id), facts: BEFORE, said: ['rights' as const] }
    const paste =
      '_vlmcs._tcp.corp.example SRV service location:\n   port           = 1688\n   svr hostname   = kms01.corp.example'
    const talk = startTalk(knowledge, 'webchat', state)
      .say('repeat')
      .say('go on')
      .say(paste)
      .say('The service was restarted')
    expect(talk.state.facts.srvRecord?.value).toBe('found')
    expect(talk.state.stale).not.toContain('srvRecord')
    expect(talk.state.stale).toContain('licenseStatus')
  })
})
