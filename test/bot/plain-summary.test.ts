import { describe, expect, it } from 'vitest'

import { plainSummary } from '../../bot/plain-summary.ts'

describe('plainSummary', () => {
  it.each([
    ['**No host.** Run `cscript ospp.vbs /act`', 'No host. Run cscript ospp.vbs /act'],
    ['_From: A guide, lines 1 to 2_', 'From: A guide, lines 1 to 2'],
    ['`%windir%\\system32\\slmgr.vbs`', '%windir%\\system32\\slmgr.vbs'],
    ['see [the page](https://learn.microsoft.com/x)', 'see the page (https://learn.microsoft.com/x)'],
    ['_vlmcs._tcp stays', '_vlmcs._tcp stays'],
    ['a \\* b', 'a * b'],
  ])('says %s as %s', (text, expected) => {
    expect(plainSummary(text)).toBe(expected)
  })
})
