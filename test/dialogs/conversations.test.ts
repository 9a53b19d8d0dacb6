import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { checkCard } from './card-check.ts'
import { parseChat, recordChat, replay } from './chat-file.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { startTalk } from './talk.ts'

const FOLDER = fileURLToPath(new URL('../fixtures/conversations/', import.meta.url))
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.chat'))
const knowledge = { small: smallKnowledge(), real: await loadKnowledge() }

// The paths through the topics are goldens: a changed document rewrites them, and the diff is read in review.
const isGolden = (file: string) => /^(topics|repairs)\//.test(file)
if (process.env['UPDATE_GOLDEN'] === '1') for (const file of files.filter(isGolden)) update(file)

function update(file: string): void {
  const { documents, turns } = parseChat(readFileSync(`${FOLDER}${file}`, 'utf8'))
  const said = [...replay(startTalk(knowledge[documents]), turns)].map(({ talk, turn }) => {
    return { ...turn, text: talk.text, suggestions: talk.reply?.suggestions }
  })
  writeFileSync(`${FOLDER}${file}`, recordChat(documents, said))
}

describe('converse', () => {
  it('has conversations to keep', () => {
    expect(files.length).toBeGreaterThanOrEqual(100)
  })

  it('has a path through every topic', () => {
    const topics = knowledge.real.graph.topics.map(({ id }) => `topics/${id}.chat`)
    expect(topics.filter((file) => !files.includes(file))).toEqual([])
  })

  it.each(files.filter((file) => file.startsWith('topics/')))('leads to the end of %s', (file) => {
    const { documents, turns } = parseChat(readFileSync(`${FOLDER}${file}`, 'utf8'))
    const talk = [...replay(startTalk(knowledge[documents]), turns)].at(-1)?.talk
    // Solved, or with IT where the article ends: its remedy is lost, or somebody else has to act.
    const isSolved = talk?.state.closed === true && talk.state.asking?.kind === 'feedback'
    expect(isSolved || talk?.state.ticket !== undefined, `${file}\n${talk?.text}`).toBe(true)
  })

  it.each(files)('keeps %s', (file) => {
    const { documents, turns } = parseChat(readFileSync(`${FOLDER}${file}`, 'utf8'))
    expect(turns.length).toBeGreaterThan(0)
    for (const { talk, turn } of replay(startTalk(knowledge[documents]), turns)) {
      const { line, shows, suggestions } = turn
      const at = `${file}:${line}\n${talk.text}`
      let from = 0
      for (const text of shows) {
        const found = talk.text.indexOf(text, from)
        expect(found, `${at}\n\nlacks: ${text}`).toBeGreaterThanOrEqual(0)
        from = found + text.length
      }
      if (suggestions) expect(talk.reply?.suggestions, at).toEqual(suggestions)
      checkCard(talk.reply, 'webchat')
    }
  })
})
