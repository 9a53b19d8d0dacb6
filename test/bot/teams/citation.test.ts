import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../../bot/knowledge.ts'
import { toContent } from '../../../bot/reply-activity.ts'
import { cited } from '../../../bot/teams/citation.ts'
import { converse, createState, type Source } from '../../../dialogs/index.ts'
import { startTalk } from '../../dialogs/talk.ts'
import { standingAt, walk } from '../../dialogs/walker.ts'
import { Connector } from '../connector.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'

const { graph, matcher } = await loadKnowledge({ wait: false })
const knowledge = { graph, matcher }

const source: Source = {
  document: 'No KMS host',
  place: 'Look, lines 3 to 5',
  about: 'The `host` does **not** answer.',
}
type Claim = { position: number; appearance: { name: string; abstract: string; url?: string } }
type Cited = { text?: unknown; entities?: unknown }
const claimOf = ({ entities }: Cited = {}) => (entities as [{ citation: Claim[] }] | undefined)?.[0].citation[0]

describe('cited', () => {
  it('sets the mark behind what opens the document, and opens place and contents with it', () => {
    expect(cited({ ...source, opening: '**No KMS host.** It is silent.' })).toEqual({
      text: '**No KMS host.** It is silent. [1]',
      entities: [
        {
          type: 'https://schema.org/Message',
          '@type': 'Message',
          '@context': 'https://schema.org',
          '@id': '',
          citation: [
            {
              '@type': 'Claim',
              position: 1,
              appearance: {
                '@type': 'DigitalDocument',
                name: 'No KMS host',
                abstract: 'Look, lines 3 to 5. The host does not answer.',
                image: { '@type': 'ImageObject', name: 'Text' },
              },
            },
          ],
        },
      ],
    })
  })

  it('sets the mark behind a text that is there', () => {
    expect(cited(source, 'Run `hostname`.')?.text).toBe('Run `hostname`. [1]')
  })

  it('cites nothing where no text could bear the mark', () => {
    expect(cited(source)).toBeUndefined()
  })

  it('keeps within the lengths that Teams takes, at a whole word', () => {
    const long = { ...source, document: 'word '.repeat(40), about: 'sentence '.repeat(40), opening: 'It is so.' }
    const claim = claimOf(cited(long))
    expect(claim?.appearance.name).toMatch(/^(word )+word…$/)
    expect(claim?.appearance.name.length).toBeLessThanOrEqual(80)
    expect(claim?.appearance.abstract).toMatch(/ sentence…$/)
    expect(claim?.appearance.abstract.length).toBeLessThanOrEqual(160)
  })

  it('makes no link, mention or further mark of a title', () => {
    const hostile = '<at>all</at> [here](https://evil.example) [2]'
    const made = cited({ ...source, document: hostile, opening: hostile })
    expect(made?.text.slice(0, -' [1]'.length)).not.toMatch(/[<>[\]]/)
    expect(claimOf(made)?.appearance.name).not.toMatch(/[<>[\]]/)
  })
})

const titles = new Map(graph.documents.map(({ id, title }) => [id, title]))
const documentOf = (id: string | undefined) => titles.get(graph.nodes[id ?? '']?.provenance.document ?? '')

describe('toContent', () => {
  it('cites each document in Teams where it begins, once, and stays within the limits', { timeout: 120_000 }, () => {
    const found: string[] = []
    const count = { cited: 0, uncited: 0 }
    for (const { from, by, talk } of walk(knowledge, 'teams')) {
      const { reply, turn } = talk
      if (!reply?.card || reply.source === undefined) continue
      const content: Cited = toContent(reply, 'teams')
      const [title, isSame] = [documentOf(turn.standing.node), documentOf(from) === documentOf(turn.standing.node)]
      const [claim, said] = [claimOf(content), `${content.text ?? ''}`]
      const lines = linesOf(reply.card)
      const isRight = claim
        ? claim.appearance.name === title &&
          /\blines \d+ to \d+/.test(claim.appearance.abstract) &&
          said.endsWith(' [1]')
        : said === '' && lines.some((line) => line.startsWith(`From: ${title} › `))
      const isOnce = !claim || !lines.includes(said.slice(0, -' [1]'.length).replace(/[*`]/g, ''))
      const isSmall =
        JSON.stringify(content).length < 28 * 1024 && !/additionalType|\{\w+\}/.test(JSON.stringify(claim ?? 0))
      if (!isRight || !isOnce || !isSmall || (by === 'repeat' && claim)) found.push(`${from} by "${by}": ${said}`)
      if (!claim && !isSame) found.push(`${from} by "${by}" does not cite ${title}`)
      count[claim ? 'cited' : 'uncited'] += 1
    }
    expect(found).toEqual([])
    expect(count.cited).toBeGreaterThan(200)
    expect(count.uncited).toBeGreaterThan(2000)
  })

  it('lets the summary of a topic bear the mark', () => {
    const { reply } = startTalk(knowledge, 'teams').say('0xC004F074 office 2013')
    const content: Cited = reply ? toContent(reply, 'teams') : {}
    expect(content.text).toMatch(/^\*\*Office could not reach a KMS host \(0xC004F074\)\.\*\* .*\. \[1\]$/)
    expect(reply && linesOf(reply.card).join('\n')).not.toContain('Office could not reach')
    expect(reply?.text).toContain('Office could not reach')
  })

  it('cites in a text too, where somebody asked for one', () => {
    const asked = startTalk(knowledge, 'teams', standingAt(knowledge, 'read-event-12288#read-event-12288'))
    const { reply } = asked.say('repeat').click('Send as text')
    expect(reply?.card).toBeUndefined()
    const content: Cited = reply ? toContent(reply, 'teams') : {}
    expect(content.text).toMatch(/_From: .* › .* \(lines \d+ to \d+\)_ \[1\]$/)
    expect(claimOf(content)).toMatchObject({ position: 1 })
  })

  it('cites nothing in what comes from no document, and nowhere else than in Teams', () => {
    const greeting = startTalk(knowledge, 'teams').take({ kind: 'joined' }).reply
    expect(greeting && toContent(greeting, 'teams')).not.toHaveProperty('entities')
    const web = toContent({ kind: 'message', text: 'x', source: { ...source, opening: 'x' } }, 'webchat')
    expect(web).toEqual({ type: 'message', text: 'x', textFormat: 'markdown' })
  })
})

type Shown = { inlines?: { text: string }[] }
const linesOf = (card: { body: object[] } | undefined) =>
  (card?.body ?? []).map((element) => ((element as Shown).inlines ?? []).map(({ text }) => text).join(''))

describe('createSupportBot', () => {
  let running: TestBot
  let connector: Connector

  beforeEach(async () => {
    connector = await new Connector().start()
    running = await startTestBot(
      { BOT_EMULATOR: '1' },
      { knowledge: () => knowledge, converse: converse as never, createState: createState as never },
    )
  })
  afterEach(async () => {
    await running.stop()
    await connector.stop()
  })

  it('posts the citation to Teams beside the card', async () => {
    const activity = { type: 'message', id: randomUUID(), channelId: 'msteams', serviceUrl: connector.url }
    const people = { from: { id: 'user-1' }, recipient: { id: 'bot-1' }, conversation: { id: 'c', tenantId: 't' } }
    await fetch(`${running.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...activity, ...people, text: '0xC004F074 office 2013' }),
    })
    const posted = connector.posted[0]?.activity ?? {}
    expect(posted).toMatchObject({ text: expect.stringMatching(/ \[1\]$/), attachments: [{ content: {} }] })
    const { reply } = startTalk(knowledge, 'teams').say('0xC004F074 office 2013')
    expect(posted['entities']).toEqual(reply && toContent(reply, 'teams')['entities'])
  })
})
