import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../direct-line-client.ts'
import { startTestBot, type TestBot } from '../test-bot.ts'
import { EvilHost } from './production-bot.ts'

let running: TestBot
let evil: EvilHost
beforeAll(async () => {
  running = await startTestBot({}, { limits: { messagesPerMinute: 1000, messagesPerSecond: 1000 } })
  evil = await new EvilHost().start()
})
afterAll(async () => {
  await running.stop()
  await evil.stop()
})

async function upload(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): Promise<string> {
  const client = await DirectLineClient.start(running.bot.url)
  const form = new FormData()
  form.append('activity', new Blob(['{"type":"message","text":"see"}']))
  form.append('file', new Blob([content], { type }), name)
  const headers = { Authorization: `Bearer ${client.token}` }
  const path = `${client.base}/conversations/${client.id}/upload`
  const { status } = await fetch(path, { method: 'POST', headers, body: form })
  expect(status).toBe(200)
  return (await client.said()).at(-1) ?? ''
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

describe('T21 files', () => {
  it.each<[string, string, string | Uint8Array<ArrayBuffer>, string]>([
    ['a bomb', 'a.txt.gz', new Uint8Array(gzipSync(Buffer.alloc(50 * 1024 * 1024))), 'application/gzip'],
    ['a bomb that says it is text', 'a.txt', new Uint8Array(gzipSync(Buffer.alloc(1e6))), 'text/plain'],
    ['a drawing', 'a.svg', SVG, 'image/svg+xml'],
    ['a drawing that says it is text', 'a.txt', SVG, 'text/plain'],
    ['a drawing behind a declaration', 'a.txt', `<?xml version="1.0"?>\n<!-- x -->${SVG}`, 'text/plain'],
    ['a page', 'a.html', '<!doctype html><script>alert(1)</script>', 'text/html'],
    ['a picture of another kind', 'a.gif', 'GIF89a...', 'image/gif'],
  ])('does not read %s', async (_, name, content, type) => {
    expect(await upload(name, content, type)).toBe(`1: see ${name}:-`)
  })

  it.each(['http://169.254.169.254/latest', 'file:///etc/passwd', 'data:image/svg+xml;base64,AAAA', 'EVIL'])(
    'fetches nothing from an address in an activity: %s',
    async (address) => {
      const contentUrl = address === 'EVIL' ? `${evil.url}/file` : address
      const client = await DirectLineClient.start(running.bot.url)
      const { status } = await client.post({
        text: 'see',
        attachments: [{ contentType: 'text/plain', name: 'a', contentUrl }],
      })
      expect(status).toBe(200)
      expect(evil.connections).toBe(0)
    },
  )
})
