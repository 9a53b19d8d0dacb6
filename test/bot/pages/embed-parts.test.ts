import { describe, expect, it } from 'vitest'

import { readableOn } from '../../../bot/pages/contrast.ts'
import { readOptions } from '../../../bot/pages/embed-options.ts'
import { readToChat, readToHost, toEnvelope } from '../../../bot/pages/frame-protocol.ts'
import { takeFragment } from '../../../bot/pages/prefill.ts'

describe('readOptions', () => {
  const read = (dataset: Record<string, string>, src = 'https://bot.example/embed.js') => readOptions({ src, dataset })

  it('finds the chat beside the script, also behind a path of a proxy', () => {
    expect(read({})?.chat).toBe('https://bot.example/')
    expect(read({}, 'https://intranet.example/bot/embed.js')?.chat).toBe('https://intranet.example/bot/')
    expect(read({}, 'data:text/javascript,')).toBeUndefined()
  })

  it('takes colours, schemes and sides, and nothing else in their place', () => {
    expect(read({ accent: '#8A2BE2', scheme: 'dark', side: 'left' })).toMatchObject({ accent: '#8A2BE2', side: 'left' })
    const odd = read({ accent: 'red;} *{', scheme: 'url(x)', side: 'top' })
    expect(odd).toEqual({ ...read({}), side: 'right' })
  })
})

describe('readToChat and readToHost', () => {
  it('read what the other side wrote', () => {
    const hello = { kind: 'hello', accent: '#0f6cbd', text: 'x', kept: { 'activation-support': '{}' } } as const
    expect(readToChat(toEnvelope(hello))).toEqual(hello)
    expect(readToChat(toEnvelope({ kind: 'ask', text: 'x' }))).toEqual({ kind: 'ask', text: 'x' })
    expect(readToHost(toEnvelope({ kind: 'unread', count: 3 }))).toEqual({ kind: 'unread', count: 3 })
  })

  it.each([
    null,
    'hello',
    { kind: 'hello' },
    { for: 'somebody', message: { kind: 'opened' } },
    { for: 'activation-support', message: null },
    { for: 'activation-support', message: { kind: 'ask', text: 5 } },
    { for: 'activation-support', message: { kind: 'unread', count: '<b>' } },
    { for: 'activation-support', message: { kind: 'keep', key: 'theirs', value: 'x' } },
    { for: 'activation-support', message: { kind: 'keep', key: 'activation-support', value: 'x'.repeat(9000) } },
  ])('read nothing in %j', (data) => {
    expect([readToChat(data), readToHost(data)]).toEqual([undefined, undefined])
  })

  it('leave out of a greeting what is not allowed', () => {
    const message = { kind: 'hello', accent: 'url(x)', scheme: 'blue', kept: { theirs: 'x', 'activation-support': 5 } }
    expect(readToChat({ for: 'activation-support', message })).toEqual({ kind: 'hello', kept: {} })
  })
})

describe('takeFragment', () => {
  it('takes the text out of the address and leaves the rest', () => {
    const shown: string[] = []
    const history = { state: null, replaceState: (_: unknown, __: string, url: string) => void shown.push(url) }
    const at = (hash: string) =>
      takeFragment({ location: { hash, pathname: '/help', search: '?a=1' } as Location, history: history as History })
    expect(at('#q=0xC004F074%20%3Cb%3E&tab=2')).toBe('0xC004F074 <b>')
    expect(at('#q=x')).toBe('x')
    expect(shown).toEqual(['/help?a=1#tab=2', '/help?a=1'])
    expect(at('#tab=2')).toBeUndefined()
    expect(shown).toHaveLength(2)
  })
})

describe('readableOn', () => {
  it.each([
    ['#0f6cbd', '#ffffff'],
    ['#fde300', '#000000'],
    ['#479ef5', '#000000'],
    ['#000000', '#ffffff'],
  ])('reads on %s in %s', (colour, expected) => {
    expect(readableOn(colour)).toBe(expected)
  })
})
