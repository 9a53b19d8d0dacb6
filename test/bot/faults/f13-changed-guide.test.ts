import { describe, expect, it } from 'vitest'

import { converse, createState, type Knowledge } from '../../../dialogs/index.ts'
import { smallGraph, smallKnowledge } from '../../dialogs/small-knowledge.ts'
import { DirectLineClient } from '../direct-line-client.ts'
import { newDataDir, startTestBot, type TestBot } from '../test-bot.ts'
import { UNLIMITED } from './traffic.ts'

const DIALOGS = 20

function startWith(knowledge: Knowledge, dataDir: string): Promise<TestBot> {
  return startTestBot(
    { DATA_DIR: dataDir },
    { knowledge: () => knowledge, converse: converse as never, createState: createState as never, limits: UNLIMITED },
  )
}

/** What every one of twenty dialogs is told by the new bot, after it stood at "Ask DNS" with the old one. */
async function tellsAfter(edit: (text: string) => string): Promise<string[]> {
  const dataDir = newDataDir()
  const before = await startWith(smallKnowledge(), dataDir)
  const clients = await Promise.all(Array.from({ length: DIALOGS }, () => DirectLineClient.start(before.bot.url)))
  for (const client of clients)
    for (const text of ['0xC004F074 in Word', 'no']) expect((await client.post({ text })).status).toBe(200)
  await before.stop()
  const after = await startWith(smallKnowledge(smallGraph(edit)), dataDir)
  const told: string[] = []
  for (const { token, id } of clients) {
    const client = Object.assign(new DirectLineClient(after.bot.url), { token, id })
    const { watermark } = await client.read()
    expect((await client.post({ text: 'I have the answer' })).status).toBe(200)
    const [answer] = (await client.read(watermark)).activities.filter(({ from }) => from.role === 'bot')
    told.push(String(answer?.['summary'] ?? answer?.text))
  }
  await after.stop()
  return told
}

describe('F13 guide changed mid-conversation', () => {
  it('goes on where the step is the same', async () => {
    const told = await tellsAfter((text) => text.replace('A policy may switch it off again.', 'It may be a policy.'))
    expect(new Set(told)).toEqual(new Set([expect.stringContaining('What did DNS return?')]))
    expect(told.join()).not.toContain('updated')
  })

  it('shows a step again that was changed', async () => {
    const told = await tellsAfter((text) => text.replace('Ask for the record.', 'Ask DNS for the record.'))
    expect(told.every((text) => text.includes('The guide was updated') && text.includes('Ask DNS'))).toBe(true)
  })

  it('says so and starts at the topic where the step is gone', async () => {
    const told = await tellsAfter((text) =>
      text.replaceAll('#ask-dns', '#query-dns').replace('## Ask DNS', '## Query DNS'),
    )
    expect(told.every((text) => text.includes('The guide was updated, starting again'))).toBe(true)
  })
})
