import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'

import { readUpload, type Upload } from '../../bot/channels/direct-line-upload.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const JPEG = Buffer.from('ffd8ffe000104a46', 'hex')
const mask = (text: string) => text.replaceAll(/SECRET-\w+/g, '[hidden]')

async function read(form: FormData | Buffer, type?: string): Promise<Upload> {
  const sent = form instanceof FormData ? new Response(form) : undefined
  const body = sent ? Buffer.from(await sent.arrayBuffer()) : form
  const given = type ?? sent?.headers.get('content-type') ?? undefined
  const headers = { ...(given !== undefined && { 'content-type': given }) }
  return await readUpload(Object.assign(Readable.from([body]), { headers }) as IncomingMessage, mask)
}

async function readOne(content: string | Buffer<ArrayBuffer>, type = '', name = 'a.txt'): Promise<Upload> {
  const form = new FormData()
  form.append('file', new Blob([content], { type }), name)
  return await read(form)
}

describe('readUpload', () => {
  it.each([
    ['no type at all', undefined],
    ['JSON', 'application/json'],
  ])('asks for a form where there is %s', async (_, type) => {
    await expect(read(Buffer.from('{}'), type)).rejects.toMatchObject({ status: 415, code: 'FormExpected' })
  })

  it.each([
    ['as a text', '{"type":"event","name":"x"}', { type: 'event', name: 'x' }],
    ['as a file', new Blob(['{"text":"see"}']), { text: 'see' }],
    ['not at all', undefined, { type: 'message' }],
  ])('reads the activity that comes %s', async (_, part, activity) => {
    const form = new FormData()
    form.append('other', 'x')
    if (typeof part === 'string') form.append('activity', part)
    else if (part) form.append('activity', part)
    expect(await read(form)).toEqual({ activity, files: [], stored: [] })
  })

  it.each(['{', '{"__proto__":{}}'])('refuses the activity %s', async (part) => {
    const form = new FormData()
    form.append('activity', part)
    await expect(read(form)).rejects.toMatchObject({ status: 400, code: 'BadJson' })
  })

  it('takes no text for a file', async () => {
    const form = new FormData()
    for (let n = 0; n < 6; n += 1) form.append('file', 'C:\\a.txt')
    expect((await read(form)).files).toEqual([])
  })

  it('keeps a text without its secrets, and what the conversation reads as it is', async () => {
    const { files, stored } = await readOne('key SECRET-1')
    expect(files).toEqual([{ name: 'a.txt', mediaType: 'text/plain', text: 'key SECRET-1' }])
    expect(stored.map(({ content, mediaType }) => [content.toString(), mediaType])).toEqual([
      ['key [hidden]', 'text/plain'],
    ])
  })

  it.each([
    ['a PNG', PNG, 'image/png'],
    ['a JPEG', JPEG, 'image/jpeg'],
  ])('keeps %s by what is in it, whatever it is called', async (_, content, mediaType) => {
    const { files, stored } = await readOne(content, 'text/plain')
    expect(files).toEqual([{ name: 'a.txt', mediaType }])
    expect(stored).toMatchObject([{ mediaType, content }])
  })

  it.each([
    ['a picture that is too big', Buffer.concat([PNG, Buffer.alloc(1024 * 1024)]), 'image/png', 'image/png'],
    ['a text that is too long', 'x'.repeat(64 * 1024 + 1), 'text/plain', 'text/plain'],
    ['what calls itself a picture', 'x', 'IMAGE/svg', 'image/svg'],
    ['a drawing that calls itself text', '<SVG onload="x">', 'text/plain', 'text/plain'],
    ['a page', 'see\n<!doctype html>', 'text/plain', 'text/plain'],
    ['a program', Buffer.from('MZ\0\u0001'), '', 'application/octet-stream'],
    ['a type that is none', Buffer.from('MZ\0\u0001'), 'a/b; c="d"', 'application/octet-stream'],
  ])('tells of %s, and keeps nothing of it', async (_, content, type, mediaType) => {
    expect(await readOne(content, type)).toMatchObject({ files: [{ name: 'a.txt', mediaType }], stored: [] })
    expect((await readOne(content, type)).files[0]).not.toHaveProperty('text')
  })

  it.each([
    ['UTF-8', Buffer.from('für – ok'), 'für – ok'],
    ['UTF-16, as PowerShell writes it', Buffer.from('\ufefffür', 'utf16le'), 'für'],
    ['an 8-bit code page', Buffer.from([0x66, 0xfc, 0x72, 0x20, 0x96]), 'für –'],
    ['nothing', Buffer.alloc(0), ''],
    ['markup that a tool prints late', Buffer.from(`${'x'.repeat(4096)}<html>`), `${'x'.repeat(4096)}<html>`],
  ])('reads %s', async (_, content, text) => {
    expect((await readOne(content)).files).toMatchObject([{ text }])
  })

  it.each([
    ['a/../b\\c.txt', 'a..bc.txt'],
    ['\u0007', 'file'],
    ['x'.repeat(300), 'x'.repeat(200)],
  ])('calls the file %j %j', async (name, known) => {
    expect((await readOne('x', '', name)).files).toMatchObject([{ name: known }])
  })
})
