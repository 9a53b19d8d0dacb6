import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { isForeign } from '../../dialogs/foreign-words.ts'

type Query = { text: string; kind?: string }

const queries = ['dev', 'blind', 'fresh', 'wording'].flatMap((name) =>
  readFileSync(new URL(`../fixtures/queries/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Query => JSON.parse(line)),
)
const inOtherLanguages = queries.filter(({ kind }) => kind === 'foreign-language-message')
// People who ask for a person or for something else do so in many languages too.
const others = queries.filter(({ kind }) => kind === 'own-words' || kind === 'typo' || kind === 'pasted-output')

describe('isForeign', () => {
  it('knows the messages of other languages', () => {
    const known = inOtherLanguages.filter(({ text }) => isForeign(text))
    expect(inOtherLanguages.length).toBeGreaterThan(60)
    expect(known.length / inOtherLanguages.length).toBeGreaterThan(0.95)
  })

  it('takes no English for another language', () => {
    expect(others.length).toBeGreaterThan(200)
    expect(others.filter(({ text }) => isForeign(text)).map(({ text }) => text)).toEqual([])
  })

  it.each([
    ['German', 'Ich habe das gemacht, aber es geht immer noch nicht'],
    ['French', "bonjour, mon office n'est plus activé depuis hier"],
    ['Spanish', 'hola, mi windows no está activado desde ayer'],
    ['Italian', 'ciao, il mio office non è più attivato'],
    ['Portuguese', 'olá, o meu office não está ativado'],
    ['Dutch', 'mijn office is niet geactiveerd, wat moet ik doen'],
    ['Polish', 'mój office nie jest aktywowany, proszę o pomoc'],
    ['Czech', 'prosím o pomoc, office není aktivován'],
    ['Russian', 'не активируется офис'],
    ['Greek', 'το office δεν ενεργοποιείται'],
    ['Japanese', 'オフィスの認証ができません'],
    ['Chinese', '激活失败'],
    ['Korean', '정품 인증이 안 됩니다'],
    ['Arabic', 'تفعيل أوفيس لا يعمل'],
  ])('knows %s', (_language, text) => {
    expect(isForeign(text)).toBe(true)
  })

  it.each(['', 'ja', '0xC004F074', 'KMS01.corp.example', 'die PC', 'café', 'no', 'ERROR CODE: 0x8007232B'])(
    'takes %j for no language of its own',
    (text) => {
      expect(isForeign(text)).toBe(false)
    },
  )
})
