import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type AdminAddress, adminFile } from '../../bot/admin.ts'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { FIXTURES } from '../support/documents.ts'
import { DirectLineClient } from './direct-line-client.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let bot: BotProcess
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'))
  cpSync(`${FIXTURES}valid`, folder, { recursive: true })
  bot = await startBot({ KNOWLEDGE_DIR: folder })
})
afterAll(() => bot.stop())

async function reload(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: bot.data }
  const child = spawn(process.execPath, ['bot/commands/reload.ts', ...args], { cwd: ROOT, env })
  let out = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, errors }
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder, file), text.replace(from, to))
}

async function running(): Promise<string> {
  const { graph } = (await (await fetch(`${bot.url}/readyz`)).json()) as { graph: string }
  return graph
}

describe('reload', () => {
  it('says so when nothing has changed', async () => {
    const { code, out } = await reload()
    expect({ code, out }).toEqual({
      code: 0,
      out: `Nothing has changed: 5 topics, 15 nodes, graph ${await running()}\n`,
    })
  })

  it('brings running conversations the new words', async () => {
    const client = await DirectLineClient.start(bot.url)
    await client.post({ text: '0xC004F074' })
    await client.post({ text: "I don't know" })
    const before = await running()
    edit('topic.md', 'Some words of body', 'Words that are new')
    const { code, out } = await reload()
    expect({ code, out }).toEqual({ code: 0, out: `Reloaded: 5 topics, 15 nodes, graph ${await running()}\n` })
    expect(await running()).not.toBe(before)
    await client.post({ text: 'hello?' })
    const last = (await client.read()).activities.at(-1)
    expect(JSON.stringify(last)).toContain('The guide was updated')
    expect(JSON.stringify(last)).toContain('Words that are new')
  })

  it('refuses broken documents with their places, and goes on with the graph that runs', async () => {
    const before = await running()
    edit('lookup.md', 'On: client', 'On: nowhere')
    const { code, out, errors } = await reload()
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(errors).toContain(`${join(folder, 'lookup.md')}:21:3 unknown-machine: `)
    expect(errors).toContain(`Not reloaded: 1 error. The bot goes on with graph ${before}.`)
    expect(await running()).toBe(before)
    edit('lookup.md', 'On: nowhere', 'On: client')
  })

  it('refuses a command that does nothing where it runs', async () => {
    edit('procedure.md', '/remhst', '/remhost')
    expect((await reload()).errors).toContain('unknown-option: ospp.vbs has no /remhost; did you mean "/remhst"?')
    edit('procedure.md', '/remhost', '/remhst')
  })

  it('loses no message while it reads', async () => {
    const client = await DirectLineClient.start(bot.url)
    const statuses: number[] = []
    let done = false
    const talk = async () => {
      while (!done) {
        statuses.push((await client.post({ text: 'kms silent' })).status)
        // Below the rate at which one conversation is told to slow down.
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    const talking = Promise.all([talk(), talk(), talk()])
    const outcomes: number[] = []
    for (const word of ['first', 'second', 'third']) {
      edit('topic.md', 'with a [link]', `with a ${word} [link]`)
      outcomes.push((await reload()).code)
      edit('topic.md', `with a ${word} [link]`, 'with a [link]')
    }
    done = true
    await talking
    expect(outcomes).toEqual([0, 0, 0])
    expect(statuses.length).toBeGreaterThan(20)
    expect(new Set(statuses)).toEqual(new Set([200]))
  }, 60_000)

  it('prints the outcome as JSON', async () => {
    const { code, out } = await reload('--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ status: 'reloaded', version: await running(), diagnostics: [], nodes: 15 })
  })

  it('exits with 2 when it is misused', async () => {
    expect(await reload('--now')).toMatchObject({ code: 2, out: '' })
  })
})

describe('createAdmin', () => {
  const address = (): AdminAddress => JSON.parse(readFileSync(adminFile(bot.data), 'utf8'))
  const call = async (headers: Record<string, string>) =>
    (await fetch(`${bot.url}/admin/reload`, { method: 'POST', headers })).status

  it('lets in whoever has the token of the data folder', async () => {
    const { url, token } = address()
    expect(url).toBe(bot.url)
    expect(await call({ Authorization: `Bearer ${token}` })).toBe(200)
  })

  it.runIf(process.platform !== 'win32')('keeps the token to the owner of the folder', () => {
    expect(statSync(adminFile(bot.data)).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['no token', {}, 401],
    ['another token', { Authorization: 'Bearer x' }, 401],
    ['the token through a proxy', { 'X-Forwarded-For': '10.0.0.1' }, 404],
    ['the token from a page', { Origin: 'http://127.0.0.1' }, 404],
  ] as const)('refuses %s', async (name, headers, status) => {
    const token: Record<string, string> = name.startsWith('the token')
      ? { Authorization: `Bearer ${address().token}` }
      : {}
    expect(await call(Object.assign(token, headers))).toBe(status)
  })

  it('takes the token away when the bot stops', async () => {
    await bot.stop()
    expect(existsSync(adminFile(bot.data))).toBe(false)
    const { code, errors } = await reload()
    expect({ code, errors }).toEqual({ code: 1, errors: expect.stringMatching(/^No bot is running with .*DATA_DIR/) })
  })
})
