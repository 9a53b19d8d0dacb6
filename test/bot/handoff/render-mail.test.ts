import { describe, expect, it } from 'vitest'

import { renderMail, safeName } from '../../../bot/handoff/render-mail.ts'
import type { StoredFile } from '../../../bot/store/index.ts'
import { entryOf, newsOf } from './news-of.ts'

const OPTIONS = { domain: 'corp.example', subject: 'Case {number}, {number}', titleOf: () => undefined }
const MEGABYTE = 1024 * 1024
const file = (name: string, size: number, mediaType = 'text/plain'): StoredFile => ({
  name,
  mediaType,
  hash: `${name.padEnd(8, '0')}ffff`,
  content: Buffer.alloc(size, 'x'),
})
const told = [{ text: 'hello', from: { role: 'user' }, timestamp: '2026-05-01T09:30:00Z' }]
const namesOf = (files: StoredFile[], transcript: object[] = []) =>
  renderMail(newsOf({ files, transcript: transcript as Record<string, unknown>[] }), OPTIONS).attachments.map(
    ({ filename }) => filename,
  )

describe('renderMail', () => {
  it('opens a thread with a case, dated when it was opened', () => {
    const openedAt = Date.UTC(2026, 4, 1)
    const mail = renderMail(newsOf({ case: { openedAt, changedAt: openedAt + 1 } }), OPTIONS)
    expect(mail).toMatchObject({
      messageId: '<A-1001-0@corp.example>',
      subject: 'Case A-1001, A-1001',
      date: new Date(openedAt),
      text: expect.stringContaining('Which host is right?'),
    })
    expect(mail).not.toHaveProperty('inReplyTo')
  })

  it('answers its own mail with what is new, and attaches nothing again', () => {
    const news = newsOf({
      kind: 'added',
      key: 'A-1001-0/1',
      entry: entryOf(),
      files: [file('a', 1)],
      case: { changedAt: 5 },
    })
    expect(renderMail(news, OPTIONS)).toMatchObject({
      messageId: '<A-1001-0/1@corp.example>',
      inReplyTo: '<A-1001-0@corp.example>',
      subject: 'Re: Case A-1001, A-1001',
      date: new Date(entryOf().at),
      attachments: [],
    })
    expect(renderMail(newsOf({ kind: 'changed', case: { changedAt: 5 } }), OPTIONS).date).toEqual(new Date(5))
  })

  it('attaches the conversation to read and for Emulator, and nothing where there is none', () => {
    const { attachments } = renderMail(newsOf({ transcript: told }), OPTIONS)
    expect(attachments).toMatchObject([
      { filename: 'transcript.txt', contentType: 'text/plain', content: '[2026-05-01 09:30:00 UTC] Person:\nhello\n' },
      { filename: 'A-1001.transcript', contentType: 'application/json' },
    ])
    const [, { content } = { content: '' }] = attachments
    expect(JSON.parse(String(content))).toEqual(told)
    expect(String(content).split('\n')[1]).toMatch(/^ {2}\S/)
    expect(String(content)).toMatch(/\]\n$/)
    expect(namesOf([])).toEqual([])
  })

  it('attaches files under names that say nothing to a shell, as pictures or as text', () => {
    const files = [file('a b.png', 1, 'image/png'), file('c.jpg', 1, 'image/jpeg'), file('d.html', 1, 'text/html')]
    const { attachments } = renderMail(newsOf({ files, transcript: [] }), OPTIONS)
    expect(attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['a b.png0-a_b.png', 'image/png'],
      ['c.jpg000-c.jpg', 'image/jpeg'],
      ['d.html00-d.html', 'text/plain'],
    ])
  })

  it('names what is too large to attach', () => {
    const news = newsOf({
      files: [file('a', 4 * MEGABYTE), file('b', 2 * MEGABYTE), file('c', 1), file('d', 1)],
      transcript: [],
    })
    const { attachments, text } = renderMail(news, OPTIONS)
    expect(attachments.map(({ filename }) => filename)).toEqual(['a0000000-a', 'b0000000-b'])
    expect(text).toMatch(/\nToo large to attach: c0000000-c, d0000000-d\n$/)
    expect(renderMail(newsOf(), OPTIONS).text).not.toContain('Too large')
  })

  it('counts the conversation with the files', () => {
    expect(namesOf([file('a', 6 * MEGABYTE)])).toEqual(['a0000000-a'])
    expect(namesOf([file('a', 6 * MEGABYTE)], told)).toEqual(['transcript.txt', 'A-1001.transcript'])
  })
})

describe('safeName', () => {
  it.each([
    ['log.txt', 'log.txt'],
    ['a  "b" \r\n;c.txt', 'a_b_c.txt'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['é', '_'],
    [`${'x'.repeat(90)}.txt`, `${'x'.repeat(76)}.txt`],
  ])('makes of %j %j', (name, expected) => {
    expect(safeName(name)).toBe(expected)
  })
})
