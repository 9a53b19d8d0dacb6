import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** A file of the web chat, ready to be served. */
export type Asset = { type: string; body: Buffer; gzip: Buffer }

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const ROUTES = [
  { route: '/webchat.js', type: 'text/javascript; charset=utf-8', make: readWebChat },
  { route: '/pages/chat.js', type: 'text/javascript; charset=utf-8', make: () => bundle('chat.ts') },
  { route: '/pages/chat.css', type: 'text/css; charset=utf-8', make: () => bundle('chat.css') },
]

/**
 * Bundles the browser modules, or takes them from the cache folder when their sources have not changed. A production
 * image carries the filled cache, and neither Web Chat's packages nor the bundler.
 */
export async function bundlePages(cacheFolder: string): Promise<Map<string, Asset>> {
  const folder = join(cacheFolder, `pages-${await sourceHash()}`)
  await mkdir(folder, { recursive: true })
  const assets = await Promise.all(
    ROUTES.map(async ({ route, type, make }) => [route, { type, ...(await cached(folder, route, make)) }] as const),
  )
  return new Map(assets)
}

async function cached(
  folder: string,
  route: string,
  make: () => Promise<Buffer>,
): Promise<{ body: Buffer; gzip: Buffer }> {
  const file = join(folder, route.replaceAll('/', '-').slice(1))
  const packed = `${file}.gz`
  if (existsSync(file) && existsSync(packed)) return { body: await readFile(file), gzip: await readFile(packed) }
  const body = await make()
  const compressed = await promisify(gzip)(body)
  await writeWhole(file, body)
  await writeWhole(packed, compressed)
  return { body, gzip: compressed }
}

// A second process must never read half a file.
async function writeWhole(file: string, content: Buffer): Promise<void> {
  const part = `${file}.${process.pid}`
  await writeFile(part, content)
  await rename(part, file)
}

async function sourceHash(): Promise<string> {
  // package.json pins the versions of what is bundled.
  const hash = createHash('sha256').update(await readFile(new URL('../../package.json', import.meta.url)))
  for (const name of (await readdir(FOLDER)).sort()) hash.update(name).update(await readFile(join(FOLDER, name)))
  return hash.digest('hex').slice(0, 16)
}

async function readWebChat(): Promise<Buffer> {
  // The package exports its modules only; the browser bundle lies beside the main one.
  return await readFile(new URL('webchat.js', import.meta.resolve('botframework-webchat')))
}

async function bundle(entry: string): Promise<Buffer> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, entry)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'inline',
  })
  const [file] = outputFiles
  if (!file) throw new Error(`Bundling ${entry} gave no file.`)
  return Buffer.from(file.contents)
}
