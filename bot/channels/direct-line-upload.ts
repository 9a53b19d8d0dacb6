import type { IncomingMessage } from 'node:http'

import type { AttachedFile } from '../../dialogs/index.ts'
import { HttpError, parseJson, readBody } from '../http/index.ts'
import { type StoredFile, sha256 } from '../store/index.ts'

const UPLOAD_LIMIT = 1280 * 1024
const TEXT_FILE_LIMIT = 64 * 1024
const IMAGE_LIMIT = 1024 * 1024
const FILES = 5
const IMAGE = /^image\//i
// Pages and drawings can hold scripts; nobody copies a tool's output as one.
const MARKUP = /<(?:svg|html|script|!doctype)[\s>]/i
const MARKUP_WITHIN = 4096

/** A message with its files. `stored` is what is kept of them; text is masked before. */
export type Upload = { activity: unknown; files: AttachedFile[]; stored: StoredFile[] }

/** Reads an upload: the parts `activity` and `file` of a form. Nothing is unpacked, and no address is fetched. */
export async function readUpload(request: IncomingMessage, mask: (text: string) => string): Promise<Upload> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) throw new HttpError(415, 'FormExpected')
  const form = await readForm(await readBody(request, UPLOAD_LIMIT), type)
  const parts = form.getAll('file').filter((part) => typeof part !== 'string')
  if (parts.length > FILES) throw new HttpError(413, 'TooManyFiles')
  const upload: Upload = { activity: await readActivity(form), files: [], stored: [] }
  for (const part of parts) {
    const name = part.name.replace(/[\p{Cc}\p{Cs}\\/]/gu, '').slice(0, 200) || 'file'
    const content = Buffer.from(await part.arrayBuffer())
    const { file, kept } = readFile(name, part.type, content, mask)
    upload.files.push(file)
    if (kept) upload.stored.push(kept)
  }
  return upload
}

async function readForm(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } }).formData()
  } catch {
    throw new HttpError(400, 'BadForm')
  }
}

async function readActivity(form: FormData): Promise<unknown> {
  const part = form.get('activity')
  if (part === null) return { type: 'message' }
  const content = typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer())
  return parseJson(content)
}

function readFile(
  name: string,
  declared: string,
  content: Buffer,
  mask: (text: string) => string,
): { file: AttachedFile; kept?: StoredFile } {
  const image = imageType(content)
  if (image && content.length <= IMAGE_LIMIT) {
    const kept = { name, mediaType: image, hash: sha256(content), content }
    return { file: { name, mediaType: image }, kept }
  }
  const text = content.length <= TEXT_FILE_LIMIT && !IMAGE.test(declared) ? decodeText(content) : undefined
  // The conversation says what it cannot read, and how to send it instead.
  if (text === undefined || MARKUP.test(text.slice(0, MARKUP_WITHIN)))
    return { file: { name, mediaType: plainType(declared) } }
  const masked = Buffer.from(mask(text))
  const kept = { name, mediaType: 'text/plain', hash: sha256(masked), content: masked }
  return { file: { name, mediaType: 'text/plain', text }, kept }
}

// By content: what a browser says about a file is a guess from its name.
function imageType(content: Buffer): string | undefined {
  if (content.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  return content.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ? 'image/jpeg' : undefined
}

// Windows PowerShell's `>` writes UTF-16, and its consoles an 8-bit code page.
function decodeText(content: Buffer): string | undefined {
  const wide = content[0] === 0xff && content[1] === 0xfe
  const text = wide ? new TextDecoder('utf-16le').decode(content) : decodeNarrow(content)
  return /[^\P{Cc}\t-\r]/u.test(text) ? undefined : text
}

function decodeNarrow(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('windows-1252').decode(content)
  }
}

function plainType(declared: string): string {
  return /^[a-z]+\/[\w.+-]{1,100}$/i.test(declared) ? declared : 'application/octet-stream'
}
