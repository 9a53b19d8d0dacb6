import { describe, expect, it } from 'vitest'
import { createAnalyser } from '../../../knowledge/match/analyse.ts'
import { condense } from '../../../knowledge/match/condense.ts'
import { countWords, vocabularyFrom } from '../../../knowledge/match/corpus.ts'
import { fold } from '../../../knowledge/match/fold.ts'
import { scanWords } from '../../../knowledge/match/words.ts'
import { cpuMilliseconds } from '../../support/cpu-time.ts'
import { graph, lexicon } from './trained.ts'

const SIZE = 256 * 1024
const filled = (piece: string) => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE)
const SHAPES = {
  'one letter': filled('a'),
  'hosts that never end': filled('a.b-c'),
  'combining marks': filled('e\u0301'),
  'empty lines': filled('\n'),
  quotes: filled("'"),
  ideographs: filled('密钥管理服务'),
  'codes without end': filled('0xC004F074 kms '),
  'lone surrogates': filled('\uD800'),
  'brackets and paths': filled('\\[('),
}

describe.each(Object.entries(SHAPES))('matching 256 KiB of %s', (_, text) => {
  const analyser = createAnalyser(
    lexicon,
    vocabularyFrom(countWords(graph, lexicon), () => false),
  )

  // Measured: at most 25 ms for condensing and 8 ms for the analysis on two cores that others used too.
  it('condenses to three KiB and analyses that in linear time', () => {
    expect(condense(text).length).toBeLessThanOrEqual(3200)
    expect(cpuMilliseconds(() => analyser.analyse(condense(text)))).toBeLessThan(400)
  })

  it('folds and scans the whole of it in linear time', () => {
    expect(cpuMilliseconds(() => scanWords(fold(text)))).toBeLessThan(1500)
  })
})
