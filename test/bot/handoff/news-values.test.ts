import { describe, expect, it } from 'vitest'

import { toValues, VALUE_NAMES } from '../../../bot/handoff/rest/news-values.ts'
import { newsOf } from './news-of.ts'

describe('toValues', () => {
  it('says of an empty case what there is, under every name that templates know', () => {
    const values = toValues(newsOf({ key: 'A-1001-0/3', transcript: [] }), () => undefined)
    expect(Object.keys(values).toSorted()).toEqual([...VALUE_NAMES].toSorted())
    expect(values).toMatchObject({
      key: 'A-1001-0',
      delivery: 'A-1001-0/3',
      number: 'A-1001',
      title: 'A-1001: product not known · no guide found',
      ...{ transcript: '', transcriptBase64: '', topic: '', codes: [], person: 'dl_1', contact: '' },
      status: 'open',
      openedAt: '1970-01-01T00:00:00.000Z',
    })
    expect(values.summary.split('\n')).toEqual([
      'product not known · no guide found',
      'Licence status, days left and number of computers are not known',
      expect.stringMatching(/^A person waits since/),
    ])
    expect([values.report, values.change]).toEqual([
      expect.stringContaining('Which host is right?'),
      expect.stringContaining('A-1001 is open'),
    ])
  })

  it('says whom it is about, and how to reach them', () => {
    const draft = { who: 'Ann\nExample', contact: 'room 5', topic: 'kms', codes: ['0x1'] }
    expect(toValues(newsOf({ draft }), () => undefined)).toMatchObject({
      ...{ person: 'Ann Example', contact: 'room 5', topic: 'kms', codes: ['0x1'] },
    })
  })

  it('brings the end of a long conversation, and breaks no character apart', () => {
    const transcript = [{ text: `begin ${'🔑'.repeat(120_000)} end` }]
    const values = toValues(newsOf({ transcript }), () => undefined)
    expect(values.transcript).toHaveLength(200_000)
    expect([values.transcript.isWellFormed(), values.transcript.endsWith(' end')]).toEqual([true, true])
    expect(Buffer.from(values.transcriptBase64, 'base64').toString()).toBe(values.transcript)
  })
})
