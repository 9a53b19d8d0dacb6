import { createRequire } from 'node:module'

import { train } from '../knowledge/match/index.ts'
import { answerParent } from './answer-parent.ts'
import type { TrainTask } from './train-beside.ts'

answerParent(({ graph, lexicon }: TrainTask) => train(graph, lexicon, englishWords()))

/** English words at large, from natural's tagger: what stands here is no misspelt word of the domain. */
function englishWords(): string[] {
  const tagged: object = createRequire(import.meta.url)(
    'natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json',
  )
  return Object.keys(tagged).filter((word) => /^[a-z]{3,20}$/.test(word))
}
