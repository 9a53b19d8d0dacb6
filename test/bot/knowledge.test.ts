import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'bot-knowledge-'))

// Three trainings of some seconds each on a busy machine.
describe('loadKnowledge', { timeout: 90_000 }, () => {
  it('serves codes at once while it trains, then swaps the matcher and keeps the model', async () => {
    const cache = newFolder()
    const knowledge = await loadKnowledge({ cache, wait: false })
    expect(knowledge.ready).toBe('training')
    const before = knowledge.matcher
    expect(before.match('excel 2013: 0xC004F074', { facts: {} }).topics[0]?.id).toBe('office-0xC004F074')
    await knowledge.trained
    expect(knowledge.ready).toBe('trained')
    expect(knowledge.matcher).not.toBe(before)
    const again = await loadKnowledge({ cache, wait: false })
    expect(again.ready).toBe('cached')
    const text = 'our MAK is used up'
    expect(again.matcher.match(text, { facts: {} })).toEqual(knowledge.matcher.match(text, { facts: {} }))
  })

  it('compiles and trains anew when what it kept is broken', async () => {
    const cache = newFolder()
    await loadKnowledge({ cache })
    for (const file of readdirSync(cache)) writeFileSync(join(cache, file), 'broken')
    expect((await loadKnowledge({ cache })).ready).toBe('trained')
  })
})
