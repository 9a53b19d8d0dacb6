import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

import { type DialogGraph, parseLexicon, train } from '../knowledge/index.ts'

const { graph, words } = workerData as { graph: DialogGraph; words: string }
parentPort?.postMessage(train(graph, parseLexicon(words), englishWords()))

/** English words at large, from natural's tagger: what stands here is no misspelt word of the domain. */
function englishWords(): string[] {
  const tagged: object = createRequire(import.meta.url)(
    'natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json',
  )
  return Object.keys(tagged).filter((word) => /^[a-z]{3,20}$/.test(word))
}
