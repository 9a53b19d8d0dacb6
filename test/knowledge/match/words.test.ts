import { describe, expect, it } from 'vitest'

import { createAnalyser } from '../../../knowledge/match/analyse.ts'
import { countWords, vocabularyFrom } from '../../../knowledge/match/corpus.ts'
import { fold } from '../../../knowledge/match/fold.ts'
import { readProduct } from '../../../knowledge/match/product.ts'
import { createSpelling, distance } from '../../../knowledge/match/spelling.ts'
import { scanWords } from '../../../knowledge/match/words.ts'
import { readQueries } from '../../support/queries.ts'
import { graph, lexicon } from './trained.ts'

const analyser = createAnalyser(
  lexicon,
  vocabularyFrom(countWords(graph, lexicon), (word) => word === 'label'),
)
const wordsOf = (text: string) => analyser.analyse(text).terms.map(({ word }) => word)

describe('fold', () => {
  it('takes away what only looks different', () => {
    expect(fold('Schlüssel\u200B „ＫＭＳ“ – n’est')).toBe("schlussel „kms“ - n'est")
  })

  it('keeps ideographs, syllables and Cyrillic', () => {
    expect(fold('密钥 サーバー 정품 ключ')).toBe('密钥 サーバー 정품 ключ')
  })
})

describe('scanWords', () => {
  it.each([
    ['0xC004F074 80070005', ['<code>', '<code>']],
    ['kms01.corp.example:1688', ['<host>', '1688']],
    ['10.1.2.3', ['<ip>']],
    ['b322da9c-a2e2-4058-9e4e-f59a6970bd69', ['<id>']],
    ['cscript ospp.vbs /act', ['cscript', 'ospp', 'act']],
    ['_vlmcs._tcp', ['vlmcs', 'tcp']],
    ['win10 office2013', ['win', '10', 'office', '2013']],
    ['not activated.then it', ['not', 'activated', 'then', 'it']],
  ])('cuts %s', (text, words) => {
    expect(scanWords(fold(text)).map((word) => word.text)).toEqual(words)
  })
})

describe('createAnalyser', () => {
  it('spells right what is near a word of the documents', () => {
    expect(wordsOf('activtion retial lisence')).toEqual(['activation', 'retail', 'license'])
  })

  it('leaves English words alone', () => {
    expect(wordsOf('label')).toEqual(['label'])
  })

  it("opens contractions, with and without the apostrophe's", () => {
    expect(wordsOf("can't cant isn't doesnt")).toEqual(['can', 'not', 'can', 'not', 'is', 'not', 'does', 'not'])
  })

  it('translates words of other languages', () => {
    expect(wordsOf('Schlüsselverwaltungsdienst abgelaufen')).toEqual(['key', 'management', 'service', 'expired'])
    expect(wordsOf('产品密钥无效')).toEqual(['product', 'key', 'invalid'])
  })
})

describe('createSpelling', () => {
  const correct = createSpelling(
    new Map([
      ['activation', 9],
      ['server', 5],
      ['serve', 1],
    ]),
  )

  it('finds the nearest word', () => expect(correct('activatoin')).toBe('activation'))
  it('prefers what the documents use more', () => expect(correct('servr')).toBe('server'))
  it('gives up on what is far', () => expect(correct('banana')).toBeUndefined())
})

describe('distance', () => {
  it('counts a swap of neighbours once', () => expect(distance('kms', 'ksm', 2)).toBe(1))
  it('stops beyond the limit', () => expect(distance('activation', 'banana', 2)).toBe(3))
})

describe('readProduct', () => {
  it.each(readQueries<{ text: string; product: string | null }>('products'))('reads $product from: $text', (row) => {
    expect(readProduct(analyser.analyse(row.text), {}, lexicon).product ?? null).toBe(row.product)
  })
})
