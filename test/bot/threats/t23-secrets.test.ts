import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type BotProcess, startBot } from '../../support/bot-process.ts'
import { DirectLineClient } from '../direct-line-client.ts'

// Each with what may not be found again, in any spelling it was given in.
const SECRETS: [string, string, string[]][] = [
  ['a product key', 'key JBHQ2-WDV8K-TPMX3-9HJPD-2FCQB fails', ['JBHQ2', 'WDV8K']],
  ['a key with blanks', 'key BN7MR 6KRVQ 4TWXG 9HJPD 2FCQB fails', ['BN7MR', '6KRVQ']],
  ['a key over two lines', 'key RWHB6-9KQ4P-\nTXG7D-VN3MJ-84CFY', ['RWHB6', 'TXG7D']],
  ['a key of 25 characters', 'key C2FG9N6J6D8H3TPWVBKQX4MR7 fails', ['C2FG9N6J6D']],
  ['an installation id', '020650770493837252929082195773527024195725809211989214111111111', ['0206507704']],
  ['a grouped installation id', '0206507 7049383 7252929 0821957 7352702 4195725 8092119 8921411 1111111', ['7049383']],
  ['a confirmation id', '123456-234567-345678-456789-567890-678901-789012-890123', ['234567']],
  ['a password', 'cscript ospp.vbs pc01 user password: Sommer2024!', ['Sommer2024']],
  ['a Kennwort', 'Kennwort = Winter2023x', ['Winter2023x']],
  ['a bearer token', 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.abc.def', ['eyJhbGciOiJIUzI1NiJ9']],
]
let bot: BotProcess

beforeAll(async () => {
  bot = await startBot()
})
afterAll(() => bot.stop())

function everythingIn(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return Buffer.concat(
    files.filter((file) => statSync(file).isFile() && !file.includes('/cache/')).map((file) => readFileSync(file)),
  )
}

describe('T23 secrets in a chat', () => {
  it(`leave no trace of ${SECRETS.length} classes in database, ticket, transcript, log or answer`, async () => {
    const client = await DirectLineClient.start(bot.url)
    await client.post({ type: 'event', name: 'webchat/join' })
    for (const [, text] of SECRETS) expect((await client.post({ text: `0xC004F074 ${text}` })).status).toBe(200)
    await client.post({ text: 'open a ticket' })
    await client.post({ text: 'yes' })
    await expect.poll(() => readdirSync(bot.data, { recursive: true }).join(' '), { timeout: 5000 }).toContain('A-1')
    // Whatever case it would be kept in.
    const kept = everythingIn(bot.data).toString('latin1').toLowerCase()
    const seen = JSON.stringify(await client.read()).toLowerCase()
    expect(kept).toContain('0xc004f074')
    for (const [name, , canaries] of SECRETS) {
      for (const canary of canaries.map((one) => one.toLowerCase())) {
        expect(kept.includes(canary), `${name} in the data folder`).toBe(false)
        expect(seen, `${name} in the transcript`).not.toContain(canary)
        expect(bot.errors().toLowerCase(), `${name} in the log`).not.toContain(canary)
      }
    }
  })
})
