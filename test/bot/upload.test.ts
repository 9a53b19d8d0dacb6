import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from './direct-line-client.ts'
import { startTestBot, type TestBot } from './test-bot.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
let running: TestBot

beforeAll(async () => {
  running = await startTestBot()
})
afterAll(() => running.stop())

type File = { name: string; content: string | Buffer<ArrayBuffer>; type?: string }

async function upload(files: File[], headers = {}): Promise<{ status: number; said: string | undefined }> {
  const client = await DirectLineClient.start(running.bot.url)
  const form = new FormData()
  form.append('activity', new Blob(['{"type":"message","text":"see"}']))
  for (const { name, content, type = '' } of files) form.append('file', new Blob([content], { type }), name)
  const response = await fetch(`${client.base}/conversations/${client.id}/upload`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${client.token}`, ...headers },
    body: form,
  })
  return { status: response.status, said: (await client.said()).at(-1) }
}

describe('readUpload', () => {
  it.each<[string, File, string]>([
    ['a text file', { name: 'a.txt', content: 'status', type: 'text/plain' }, '1: see a.txt:6'],
    [
      'a CSV that Windows calls a spreadsheet',
      { name: 'a.csv', content: 'pc,code', type: 'application/vnd.ms-excel' },
      '1: see a.csv:7',
    ],
    [
      'what PowerShell writes with >',
      { name: 'a.txt', content: Buffer.from('\ufeffstatus', 'utf16le') },
      '1: see a.txt:6',
    ],
    ['what an 8-bit console writes', { name: 'a.txt', content: Buffer.from('für', 'latin1') }, '1: see a.txt:3'],
    ['a picture, which is not read', { name: 'a.png', content: PNG, type: 'image/png' }, '1: see a.png:-'],
    ['a text file that is too long', { name: 'a.txt', content: 'x'.repeat(65 * 1024) }, '1: see a.txt:-'],
    ['a program', { name: 'a.txt', content: Buffer.from('MZ\0\0\x01'), type: 'text/plain' }, '1: see a.txt:-'],
    ['a name with a path', { name: '../../etc/passwd', content: 'x' }, '1: see ....etcpasswd:1'],
  ])('takes %s', async (_, file, said) => {
    expect(await upload([file])).toEqual({ status: 200, said })
  })

  it('refuses more than five files', async () => {
    const files = Array.from({ length: 6 }, (_, n) => ({ name: `${n}.txt`, content: 'x' }))
    expect((await upload(files)).status).toBe(413)
  })

  it('refuses an upload over the limit', async () => {
    expect((await upload([{ name: 'a.png', content: Buffer.alloc(1_500_000) }])).status).toBe(413)
  })

  it('refuses a form it cannot read', async () => {
    expect((await upload([], { 'Content-Type': 'multipart/form-data; boundary=other' })).status).toBe(400)
  })
})
