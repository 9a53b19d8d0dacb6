import { spawnSync } from 'node:child_process'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { loadKnowledge } from '../../bot/knowledge.ts'
import type { Diagnosis, Knowledge } from '../../dialogs/index.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

const DSTATUS = [
  'LICENSE NAME: Office 15, OfficeProPlusVL_KMS_Client edition',
  'LICENSE STATUS:  ---NOTIFICATIONS---',
  'ERROR CODE: 0xC004F074',
].join('\n')

async function post(url: string, body: unknown): Promise<Response> {
  return await fetch(`${url}/api/diagnose`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

let knowledge: Knowledge
let bot: TestBot

beforeAll(async () => {
  knowledge = await loadKnowledge()
  bot = await startTestBot({}, { knowledge: () => knowledge })
})
afterAll(() => bot.stop())

describe('POST /api/diagnose', () => {
  it('tells decision, facts, topic and the next step', async () => {
    const answer = (await (await post(bot.bot.url, { text: DSTATUS })).json()) as Diagnosis
    expect(answer).toMatchObject({
      decision: 'accepted',
      codes: ['0xC004F074'],
      topic: { id: 'office-0xC004F074' },
      facts: { licenseStatus: { line: 2 } },
      next: { needsPerson: false, source: { document: 'office-0xC004F074' } },
    })
  })

  it('goes on when the texts before are given again, and keeps nothing', async () => {
    const { next } = (await (await post(bot.bot.url, { text: DSTATUS })).json()) as Diagnosis
    const after = (await (await post(bot.bot.url, { earlier: [DSTATUS], text: 'no' })).json()) as Diagnosis
    expect(after.next.node).not.toBe(next.node)
    expect(await bot.store.backlog()).toEqual({ waiting: 0, parked: 0 })
    expect(JSON.stringify(bot.lines)).not.toContain('OfficeProPlus')
  })

  it('gives each command with its machine, its shell and its risk', async () => {
    const text = 'slmgr /ato says 0xC004F074, windows 10, where is the host published in dns?'
    const { next } = (await (await post(bot.bot.url, { earlier: [text], text: 'show me' })).json()) as Diagnosis
    for (const command of next.commands)
      expect(command).toMatchObject({ runOn: expect.any(String), shell: expect.any(String), risk: expect.any(String) })
    expect(next.text).not.toBe('')
  })

  it('calls nobody: it says that a person has to go on', async () => {
    const body = { earlier: ['I want to talk to a person'], text: 'yes' }
    const { next } = (await (await post(bot.bot.url, body)).json()) as Diagnosis
    expect(next).toMatchObject({ needsPerson: true, commands: [] })
    expect(await bot.store.ticket('A-1001')).toBeUndefined()
  })

  it('masks a product key that is no published one', async () => {
    const key = 'BCDFG-HJKM2-QRTVW-XY346-789BC'
    const answer = await post(bot.bot.url, { text: `slmgr /ipk ${key} fails with 0xC004F069` })
    expect(await answer.text()).not.toContain('HJKM2')
  })

  it.each([
    ['no text', {}],
    ['an empty text', { text: '' }],
    ['a text that is a number', { text: 5 }],
    ['an unknown field', { text: 'x', texts: [] }],
    ['too many earlier texts', { text: 'x', earlier: Array(21).fill('x') }],
  ])('says what is wrong with %s', async (_, body) => {
    const answer = await post(bot.bot.url, body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ error: { code: 'BadRequest', message: expect.stringMatching(/\w+: .+\./) } })
  })
})

describe('GET /api/openapi.json', () => {
  it('describes what is answered', async () => {
    const description = (await (await fetch(`${bot.bot.url}/api/openapi.json`)).json()) as {
      openapi: string
      paths: { '/api/diagnose': { post: { requestBody: Content; responses: { 200: Content } } } }
    }
    expect(description.openapi).toBe('3.1.0')
    const { requestBody, responses } = description.paths['/api/diagnose'].post
    const ajv = new Ajv2020({ strict: false })
    const request = ajv.compile(schemaOf(requestBody))
    expect([request({ text: 'x' }), request({}), request({ text: 5 })]).toEqual([true, false, false])
    const isDescribed = ajv.compile(schemaOf(responses[200]))
    for (const text of [DSTATUS, '0x80070005', 'give me a crack', 'привет', 'I want a person']) {
      const answer = await (await post(bot.bot.url, { text })).json()
      expect(isDescribed(answer), JSON.stringify(isDescribed.errors)).toBe(true)
    }
  })
})

type Content = { content: { 'application/json': { schema: object } } }

function schemaOf({ content }: Content): object {
  return content['application/json'].schema
}

describe('npm run diagnose', () => {
  const run = (input: string, ...args: string[]) =>
    spawnSync(process.execPath, ['bot/commands/diagnose.ts', ...args], { input, encoding: 'utf8' })

  it('prints the same for a terminal', async () => {
    const { stdout, status } = run(DSTATUS)
    const answer = (await (await post(bot.bot.url, { text: DSTATUS })).json()) as Diagnosis
    expect(status).toBe(0)
    expect(stdout).toContain(answer.next.text)
    expect(JSON.parse(run(DSTATUS, '--json').stdout)).toEqual(answer)
  })

  it('says how it is used when nothing comes in, and exits with 1 when the text is not about activation', () => {
    const empty = run('')
    expect([empty.status, empty.stderr]).toEqual([2, expect.stringContaining('npm run -s diagnose')])
    expect(run('what is the weather like').status).toBe(1)
    const misused = run('', '--help')
    expect([misused.status, misused.stderr]).toEqual([2, expect.stringMatching(/^Unknown option.*\nusage: npm run/)])
  })
})

describe('npm run mcp', () => {
  it('offers the engine to other assistants', async () => {
    const client = new Client({ name: 'test', version: '1' })
    await client.connect(new StdioClientTransport({ command: process.execPath, args: ['bot/commands/mcp.ts'] }))
    try {
      const { tools } = await client.listTools()
      expect(tools.map(({ name }) => name)).toEqual(['diagnose', 'next_step', 'list_topics'])
      const first = await client.callTool({ name: 'diagnose', arguments: { text: DSTATUS } })
      expect(first.structuredContent).toMatchObject({ topic: { id: 'office-0xC004F074' } })
      const next = await client.callTool({ name: 'next_step', arguments: { earlier: [DSTATUS], text: 'no' } })
      expect(next.structuredContent).toMatchObject({ facts: { officeOnKmsHost: { value: false } } })
      const { structuredContent } = await client.callTool({ name: 'list_topics', arguments: {} })
      expect(structuredContent).toMatchObject({ topics: knowledge.graph.topics.map(({ id }) => ({ id })) })
      expect(await client.callTool({ name: 'next_step', arguments: { text: 'no' } })).toMatchObject({ isError: true })
    } finally {
      await client.close()
    }
  })
})
