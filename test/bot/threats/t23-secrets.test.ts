import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
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
  ['an extended PID', 'Extended PID: 06401-00206-481-739206-03-1033-20348.0000-0502024', ['481-739206', '739206']],
  ['a connection string', 'Server=x;User Id=sa;Password=Herbst77zz;Encrypt=true', ['Herbst77zz']],
  ['a password of a remote call', 'cscript ospp.vbs /dstatus NB-0471 ACMEHQ\\kthari Fruehling55!', ['Fruehling55']],
  ['a full-width key', 'key \uff2a\uff22\uff28\uff31\uff17-WDV8T-TPMX4-9HJPK-2FCQM', ['WDV8T', 'TPMX4']],
  ['an API key', 'api_key=Zq81mmXk20plQw7r', ['Zq81mmXk20']],
  ['a bearer token', 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.abc.def', ['eyJhbGciOiJIUzI1NiJ9']],
]
// Stay inside, where commands and experts need them.
const IDENTIFIERS: [string, string, string[]][] = [
  ['a mail address', 'write to katharina.vandenberg@acme-hq.de', ['katharina', 'vandenberg', 'acme-hq']],
  ['a login', 'I am ACMEHQ\\oleksandr7', ['oleksandr7', 'ACMEHQ']],
  ['IP addresses', 'from 10.83.117.46 and fe80::1c2d:77ab%12', ['10.83.117.46', '1c2d:77ab']],
  ['a MAC address', 'Physical Address: 3C-52-82-4A-9F-E1', ['3c-52-82', '4a-9f-e1']],
  ['a SID', 'S-1-5-21-3623811015-3361044348-30300820-1013', ['3623811015', '30300820']],
  ['host names', 'zeus471.verwaltung.stadtwerke.intern, DESKTOP-7QK2M4X', ['zeus471', 'stadtwerke', '7qk2m4x']],
  ['a phone number', 'call me at +49 421 7734411', ['7734411', '421 77']],
  ['a profile folder', 'C:\\Users\\wolfgang88\\AppData', ['wolfgang88']],
]
const outside = mkdtempSync(join(tmpdir(), 'outside-'))
let bot: BotProcess

beforeAll(async () => {
  const sinks = join(outside, 'sinks.yaml')
  writeFileSync(sinks, `- name: partner\n  kind: file\n  folder: ${join(outside, 'tickets')}\n  external: true\n`)
  bot = await startBot({ HANDOFF_SINKS: sinks })
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
    for (const [, text] of [...SECRETS, ...IDENTIFIERS])
      expect((await client.post({ text: `0xC004F074 ${text}` })).status).toBe(200)
    await client.post({ text: 'open a ticket' })
    await client.post({ text: 'yes' })
    const names = () => readdirSync(bot.data, { recursive: true }).join(' ')
    // Written last.
    await expect.poll(names, { timeout: 5000 }).toMatch(/ticket\.json(?!\.part)/)
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

  it(`and ${IDENTIFIERS.length} classes of identifiers stay inside`, async () => {
    const files = () => readdirSync(outside, { recursive: true, encoding: 'utf8' }).join(' ')
    await expect.poll(files, { timeout: 5000 }).toMatch(/ticket\.json(?!\.part)/)
    const told = everythingIn(outside).toString('utf8').toLowerCase()
    const kept = everythingIn(bot.data).toString('latin1').toLowerCase()
    expect(told).toContain('0xc004f074')
    expect(told).toContain('host-1')
    for (const [name, , canaries] of [...SECRETS, ...IDENTIFIERS])
      for (const canary of canaries) expect(told.includes(canary.toLowerCase()), `${name}: ${canary}`).toBe(false)
    for (const [name, , canaries] of IDENTIFIERS) {
      const [first = ''] = canaries.map((one) => one.toLowerCase())
      expect(kept, `${name} for those inside`).toContain(first)
      expect(bot.errors().toLowerCase(), `${name} in the log`).not.toContain(first)
    }
  })
})
