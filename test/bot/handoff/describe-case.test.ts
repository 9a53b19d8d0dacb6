import { describe, expect, it } from 'vitest'

import type { Case } from '../../../bot/cases/index.ts'
import { headline } from '../../../bot/handoff/describe-case.ts'

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
