import { describe, expect, it } from 'vitest'

import type { Case } from '../../../bot/cases/index.ts'
import { fleetRows, headline } from '../../../bot/handoff/describe-case.ts'

function caseOf(person: string, who?: string): Case {
  return {
    number: 'A-1001',
    conversation: 'c',
    channel: 'directline',
    person,
    locale: 'en',
    status: 'open',
    version: 0,
    draft: { number: 'A-1001', codes: [], facts: {}, tried: [], question: '?', ...(who !== undefined && { who }) },
    seq: 1,
    openedAt: 0,
    changedAt: 0,
    entries: [],
    links: [],
  }
}

describe('headline', () => {
  it.each([
    ['dl_345f2954ebe69713b3d5f1fa72ac65c5', undefined, 'A person'],
    ['dl_345f2954ebe69713b3d5f1fa72ac65c5', 'dl_345f2954ebe69713b3d5f1fa72ac65c5', 'A person'],
    ['ann@corp.example', undefined, 'ann@corp.example'],
    ['29:1a', 'Ann Example', 'Ann Example'],
  ])('calls %s, named %s, %s', (person, who, expected) => {
    expect(headline({ case: caseOf(person, who) }, () => undefined).who).toMatch(new RegExp(`^${expected} waits since`))
  })
})

describe('fleetRows', () => {
  it('names each cause with its machines, and the one of the case', () => {
    const found = caseOf('29:1a')
    const fleet = [
      { cause: 'No KMS host', machines: 12, names: ['pc-1', 'pc-2'] },
      { cause: 'Count below 5', machines: 1, names: ['pc\n# 9'], isTopic: true as const },
    ]
    expect(fleetRows({ draft: { ...found.draft, fleet } })).toEqual([
      'No KMS host, 12 machines: pc-1, pc-2 and 10 more',
      'Count below 5, 1 machine (this case): pc # 9',
    ])
  })

  it('says nothing where one machine is in trouble', () => {
    expect(fleetRows(caseOf('29:1a'))).toEqual([])
  })
})
