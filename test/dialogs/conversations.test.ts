import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import { checkCard } from './card-check.ts'
import { parseChat } from './chat-file.ts'
import { smallKnowledge } from './small-knowledge.ts'
import { startTalk } from './talk.ts'

const FOLDER = fileURLToPath(new URL('../fixtures/conversations/', import.meta.url))
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.chat'))
const knowledge = { small: smallKnowledge(), real: await loadKnowledge() }

describe('converse', () => {
  it('has conversations to keep', () => {
    expect(files.length).toBeGreaterThan(7)
  })

  it.each(files)('keeps %s', (file) => {
    const { documents, turns } = parseChat(readFileSync(`${FOLDER}${file}`, 'utf8'))
    expect(turns.length).toBeGreaterThan(0)
    let talk = startTalk(knowledge[documents])
    for (const { user, line, shows, suggestions } of turns) {
      talk = talk.say(user)
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
