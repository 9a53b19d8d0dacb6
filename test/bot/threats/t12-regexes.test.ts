import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

import { TEXT_LIMIT } from '../../../bot/activity.ts'
import { loadKnowledge } from '../../../bot/knowledge.ts'
import type { Knowledge } from '../../../dialogs/index.ts'
import { startTalk, type Talk } from '../../dialogs/talk.ts'
import { findSlowRepeat } from './regex-growth.ts'
import { findLiterals, type Literal, readLiterals } from './regex-literals.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const MADE = fileURLToPath(new URL('made-expressions.ts', import.meta.url))

// What slowed expressions down before they were made linear, and a few like it.
const PIECES: string[] = JSON.parse(readFileSync(new URL('../../fixtures/regex/pieces.json', import.meta.url), 'utf8'))

const SIZE = 32 * 1024
const REPEATS = {
  'one letter': 'a',
  'digits and dashes': '12345-',
  blanks: ' ',
  'line breaks': '\n',
  dots: '. ',
  brackets: '[(',
  'hosts that never end': 'a.b-c',
  'codes without end': '0xC004F074 ',
  'words and colons': 'office: ',
  quotes: '"\'`',
  'combining marks': 'e\u0301',
}

describe('findLiterals', () => {
  it('tells expressions from divisions, strings, comments and templates', () => {
    const text = [
      'const a = 1 / 2 / 3 // /no/',
      "const b = 'a /no/ b' /* /no/ */",
      'const c = /[/]x/gu',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a source
      'const d = `${a.replace(/y/g, "")} /no/ ${/z/.test(b)}`',
      'if (/w\\/w/.test(c)) return /v/',
    ].join('\n')
    expect(findLiterals('a.ts', text).map(({ source, flags }) => source + flags)).toEqual([
      '[/]xgu',
      'yg',
      'z',
      'w\\/w',
      'v',
    ])
  })
})

describe('findSlowRepeat', () => {
  it.each(['(a+)+$', '\\s+$', '(?:x|xx)+y', '[\\w.]+@'])('finds what slows %s', (source) => {
    expect(findSlowRepeat({ file: '', line: 0, source, flags: '' })).toBeDefined()
  })

  it.each(['^a+', 'a{1,20}b', '\\bcode\\b', '^\\s*x'])('finds nothing that slows %s', (source) => {
    expect(findSlowRepeat({ file: '', line: 0, source, flags: '' })).toBeUndefined()
  })
})

describe('T12 expressions that hold up', () => {
  it('are all of them', { timeout: 120_000 }, () => {
    const literals = readLiterals(ROOT, ['bot', 'dialogs', 'knowledge'])
    expect(literals.length).toBeGreaterThan(800)
    const different = [...new Map(literals.map((literal) => [`${literal.source}/${literal.flags}`, literal])).values()]
    const slow = different.flatMap((literal) => {
      const repeat = findSlowRepeat(literal)
      const place = `${literal.file}:${literal.line} /${literal.source}/`
      return repeat === undefined ? [] : [`${place} by ${JSON.stringify(repeat)}`]
    })
    expect(slow).toEqual([])
  })

  it('are those, too, that are put together out of parts', { timeout: 120_000 }, () => {
    const { stdout } = spawnSync(process.execPath, [MADE], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    const made: Literal[] = JSON.parse(stdout)
    const different = [...new Map(made.map((one) => [one.source, one])).values()]
    expect(different.length).toBeGreaterThan(30)
    const slow = different.filter((one) => findSlowRepeat(one) !== undefined)
    expect(slow.map(({ file, line, source }) => `${file}:${line} /${source}/`)).toEqual([])
  })

  describe('whatever is said', () => {
    let knowledge: Knowledge
    beforeAll(async () => {
      knowledge = await loadKnowledge()
    })

    /** Milliseconds of a processor; tried again where it is too slow, since a cold start is not what is measured. */
    function cost(talk: Talk, text: string, limit: number): number {
      let least = Number.POSITIVE_INFINITY
      for (let attempt = 0; attempt < 3 && least >= limit; attempt += 1) {
        const before = process.threadCpuUsage()
        talk.say(text)
        const { user, system } = process.threadCpuUsage(before)
        least = Math.min(least, (user + system) / 1000)
      }
      return least
    }

    it('takes less than 200 ms for the longest text that comes in, made of what once slowed an expression down', () => {
      const asked = startTalk(knowledge).say('0xC004F074 office 2013')
      const slow = PIECES.flatMap((piece) => {
        const line = `x${piece.repeat(Math.ceil(TEXT_LIMIT / piece.length))}`.slice(0, TEXT_LIMIT)
        const lines = line.replace(/(.{120})./g, '$1\n')
        const worst = Math.max(cost(startTalk(knowledge), line, 200), cost(asked, lines, 200))
        return worst < 200 ? [] : [`${JSON.stringify(piece)} ${worst} ms`]
      })
      expect(slow).toEqual([])
    }, 120_000)

    it.each(Object.entries(REPEATS))('takes less than 100 ms of a processor for 32 KiB of %s', (_, piece) => {
      const text = piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE)
      const asked = startTalk(knowledge).say('0xC004F074 office 2013')
      for (const talk of [startTalk(knowledge), asked]) {
        expect(cost(talk, text, 100)).toBeLessThan(100)
      }
    })
  })
})
