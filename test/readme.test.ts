import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { loadKnowledge } from '../bot/knowledge.ts'
import { SETTING_NAMES } from '../bot/settings.ts'
import { parseChat } from './dialogs/chat-file.ts'
import { startTalk } from './dialogs/talk.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(`${ROOT}README.md`, 'utf8')
const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))

describe('README', () => {
  it('shows a conversation as it goes', async () => {
    const conversation = /```chat\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const { turns } = parseChat(conversation)
    expect(turns.length).toBeGreaterThan(1)
    let talk = startTalk(await loadKnowledge())
    for (const { user, shows } of turns) {
      talk = talk.say(user)
      for (const line of shows) expect(talk.text).toContain(line)
    }
  })

  it('names commands that exist', () => {
    const table = /## Commands\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
    const named = [...table.matchAll(/^\| `(?:npm run )?([a-z-]+)/gm)].map((found) => found[1] ?? '')
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  })

  it('names settings that exist', () => {
    const table = /## Settings\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
    const named = [...table.matchAll(/^\| (`[^|]*)\|/gm)]
      .flatMap((row) => [...(row[1] ?? '').matchAll(/`([A-Z][A-Z_]+)`/g)])
      .map((found) => found[1] ?? '')
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => !SETTING_NAMES.includes(name))).toEqual([])
  })

  it('links to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((found) => found[1] ?? '')
    expect(links.length).toBeGreaterThan(2)
    expect(links.filter((link) => !existsSync(`${ROOT}${link}`))).toEqual([])
  })
})
