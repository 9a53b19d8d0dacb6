import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { HookServer } from './hook-server.ts'
import { headersOf, MailServer, partsOf } from './mail-server.ts'
import { HOOK_SECRET } from './sink-bench.ts'
import { TicketSystem } from './ticket-system.ts'

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('startBot with sinks', () => {
  let mail: MailServer
  let hook: HookServer
  let tickets: TicketSystem
  let running: TestBot

  beforeEach(async () => {
    mail = await new MailServer().start()
    hook = await new HookServer().start()
    tickets = await new TicketSystem('zammad').start()
    const file = join(mkdtempSync(join(tmpdir(), 'sinks-')), 'sinks.yaml')
    writeFileSync(
      file,
      `- name: zammad
  kind: rest
  profile: zammad
  base: ${tickets.url}
  auth: { kind: apiKey, header: Authorization, prefix: 'Token token=', key: { env: ZAMMAD } }
  set: { group: Activation, customer: bot@corp.example }
`,
    )
    running = await startTestBot({
      HANDOFF_SINKS: file,
      ZAMMAD: 'z',
      HANDOFF_MAIL_URL: `smtp://127.0.0.1:${mail.port}`,
      HANDOFF_MAIL_FROM: 'bot@corp.example',
      HANDOFF_MAIL_TO: 'it@corp.example, lead@corp.example',
      HANDOFF_WEBHOOK_URL: `${hook.url}/cases`,
      HANDOFF_WEBHOOK_SECRET: HOOK_SECRET,
      PUBLIC_URL: 'https://help.corp.example',
      ALLOW_ANONYMOUS: '1',
      DESK_PASSWORD: 'a long password for the desk',
    })
  })
  afterEach(async () => {
    await running.stop()
    await mail.stop()
    await hook.stop()
    await tickets.stop()
  })

  it('brings a case from the chat to every one of them, and what an expert says after it', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'my key is SECRET-1' })
    await client.post({ text: 'ticket' })
    await until(() => mail.taken.length + hook.taken.length + tickets.tickets.length === 3)
    const [{ raw, to } = { raw: '', to: [] }] = mail.taken
    expect(to).toEqual(['it@corp.example', 'lead@corp.example'])
    const texts = partsOf(raw).map(({ text }) => text)
    expect(texts[0]).toContain('Office 2013')
    expect(texts[0]).toContain('At the desk: https://help.corp.example/desk/cases/A-1001')
    expect(texts[1]).toContain('my key is [hidden]')
    const key = headersOf(raw).values['message-id']?.slice(1).split('@')[0]
    expect([hook.taken[0]?.id, tickets.tickets[0]?.key]).toEqual([key, key])
    expect(JSON.stringify([texts, hook.taken, tickets.requests.map(({ body }) => body)])).not.toContain('SECRET-1')

    const expert = { id: 'e1', name: 'Ada Admin', via: 'desk' } as const
    await running.bot.cases.move('A-1001', expert, { kind: 'answer', words: 'Use kms02.' })
    const answer = () => mail.taken.map((one) => headersOf(one.raw).values).find((one) => one['in-reply-to'])
    const added = () => hook.taken.find(({ body }) => body.type === 'case.added')
    await until(() => answer() !== undefined && added() !== undefined && tickets.tickets[0]?.comments.length === 1)
    expect(answer()?.['in-reply-to']).toBe(`<${key}@corp.example>`)
    expect(added()?.body.data.entry).toMatchObject({ text: 'Use kms02.', author: 'Ada Admin' })
    expect(tickets.tickets[0]?.comments[0]).toContain('Use kms02.')
    expect((await running.bot.cases.case('A-1001'))?.links).toMatchObject([{ sink: 'zammad', remote: '1' }])
  })

  it('tells every one of them that a person took a case back', async () => {
    const client = await DirectLineClient.start(running.bot.url)
    await client.post({ text: 'ticket' })
    await until(() => hook.taken.length === 1)
    await running.bot.cases.move('A-1001', { via: 'chat' }, { kind: 'withdraw' })
    await until(() => hook.taken.length === 2 && mail.taken.length === 2 && tickets.tickets[0]?.comments.length === 1)
    expect(hook.taken[1]?.body.type).toBe('case.withdrawn')
  })
})
