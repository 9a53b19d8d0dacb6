import { describe, expect, it } from 'vitest'

import { warmUp } from '../../bot/warm-up.ts'
import type { Matcher } from '../../knowledge/index.ts'
import { graph, matcher } from '../knowledge/match/trained.ts'

describe('warmUp', () => {
  it('matches what people write of every topic, and every code as a tool prints it', async () => {
    const texts: string[] = []
    const listener: Matcher = {
      ...matcher,
      match: (text, context) => {
        texts.push(text)
        return matcher.match(text, context)
      },
    }
    await warmUp(listener, graph)
    const all = texts.join('\n')
    for (const { title, codes } of graph.topics) {
      expect(texts).toContain(title)
      for (const code of codes) expect(all).toContain(`ERROR CODE: ${code}`)
    }
  })
})
