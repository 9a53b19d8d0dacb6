import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../../bot/knowledge.ts'
import { toContent } from '../../../bot/reply-activity.ts'
import { cited } from '../../../bot/teams/citation.ts'
import { converse, createState, type Source } from '../../../dialogs/index.ts'
import { startTalk } from '../../dialogs/talk.ts'
import { standingAt } from '../../dialogs/walker.ts'
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
const claimsOf = ({ entities }: { entities?: unknown }) => (entities as [{ citation: Claim[] }])[0].citation

describe('cited', () => {
  it('sets the mark behind the title of the document, and opens place and contents with it', () => {
    expect(cited(source)).toEqual({
      text: 'No KMS host [1]',
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
    expect(cited(source, 'Run `hostname`.').text).toBe('Run `hostname`. [1]')
  })

  it('keeps within the lengths that Teams takes, at a whole word', () => {
    const [claim] = claimsOf(cited({ ...source, document: 'word '.repeat(40), about: 'sentence '.repeat(40) }))
    expect(claim?.appearance.name).toMatch(/^(word )+word…$/)
    expect(claim?.appearance.name.length).toBeLessThanOrEqual(80)
    expect(claim?.appearance.abstract).toMatch(/ sentence…$/)
    expect(claim?.appearance.abstract.length).toBeLessThanOrEqual(160)
  })

  it('makes no Markdown, link or mention of a title', () => {
    const { text } = cited({ ...source, document: '<at>all</at> [here](https://evil.example) **now** [2]' })
    expect(text.slice(0, -' [1]'.length)).not.toMatch(/[<>[\]*_`]/)
  })
})

const shown = (id: string) => startTalk(knowledge, 'teams', standingAt(knowledge, id)).say('repeat').reply

describe('toContent', () => {
  it('cites the document in Teams at every node, says it once, and stays within the limits', () => {
    const nodes = Object.entries(graph.nodes)
    const titles = new Map(graph.documents.map(({ id, title }) => [id, title]))
    for (const [id, { provenance }] of nodes) {
      const reply = shown(id)
      const content = reply ? toContent(reply, 'teams') : {}
      const title = titles.get(provenance.document) ?? ''
      const [claim] = claimsOf(content)
      expect(content['text'], id).toBe(`${title} [1]`)
      expect(claim?.appearance.name, id).toBe(title)
      expect(claim?.appearance.abstract, id).toContain(`lines ${provenance.lines[0]} to ${provenance.lines[1]}`)
      expect(claim?.appearance.abstract, id).not.toMatch(/\{\w+\}/)
      const { body } = reply?.card ?? { body: [] }
      const lines = body.map((element) => ('inlines' in element ? textOf(element.inlines) : ''))
      expect(lines, id).not.toContain(title)
      expect(
        lines.filter((line) => line.startsWith('From: ')),
        id,
      ).toEqual([])
      expect(JSON.stringify(content).length, id).toBeLessThan(28 * 1024)
    }
    expect(nodes.length).toBeGreaterThan(400)
  })

  it('cites in a text too, where somebody asked for one', () => {
    const asked = startTalk(knowledge, 'teams', standingAt(knowledge, 'read-event-12288#read-event-12288'))
    const { reply } = asked.say('repeat').click('Send as text')
    expect(reply?.card).toBeUndefined()
    const content = reply ? toContent(reply, 'teams') : {}
    expect(content['text']).toMatch(/_From: .* › .*, lines \d+ to \d+_ \[1\]$/)
    expect(claimsOf(content)).toMatchObject([{ position: 1 }])
  })

  it('cites nothing in what comes from no document, and nowhere else than in Teams', () => {
    const greeting = startTalk(knowledge, 'teams').take({ kind: 'joined' }).reply
    expect(greeting && toContent(greeting, 'teams')).not.toHaveProperty('entities')
    const web = toContent({ kind: 'message', text: 'x', source }, 'webchat')
    expect(web).toEqual({ type: 'message', text: 'x', textFormat: 'markdown' })
  })
})

const textOf = (inlines: unknown) => (inlines as { text: string }[]).map(({ text }) => text).join('')

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
