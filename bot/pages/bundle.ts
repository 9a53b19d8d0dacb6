import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { build as Build } from 'esbuild'

/** A file of a page, ready to be served. */
export type Asset = { type: string; body: Buffer; gzip: Buffer }

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const SCRIPT = 'text/javascript; charset=utf-8'
const STYLE = 'text/css; charset=utf-8'

type Page = { name: string; folder: string; routes: { route: string; type: string; make: () => Promise<Buffer> }[] }

const CHAT: Page = {
  name: 'pages',
  folder: FOLDER,
  routes: [
    { route: '/webchat.js', type: SCRIPT, make: readWebChat },
    { route: '/embed.js', type: SCRIPT, make: () => bundle('embed.ts') },
    { route: '/pages/chat.js', type: SCRIPT, make: () => bundle('chat.ts') },
    { route: '/pages/chat.css', type: STYLE, make: () => bundle('chat.css') },
  ],
}
const DESK: Page = {
  name: 'desk',
  folder: join(FOLDER, 'desk'),
  routes: [
    { route: '/desk/assets/desk.js', type: SCRIPT, make: () => bundle('desk/desk.tsx') },
    { route: '/desk/assets/desk.css', type: STYLE, make: () => bundle('desk/desk.css') },
  ],
}

/**
 * Bundles the browser modules of the chat, or takes them from the cache folder when their sources have not changed. A
 * production image carries the filled cache, and neither Web Chat's packages nor the bundler.
 */
export async function bundlePages(cacheFolder: string): Promise<Map<string, Asset>> {
  return await bundlePage(CHAT, cacheFolder)
}

/** Bundles the browser modules of the desk in the same way; a bot does it when somebody first comes there. */
export async function bundleDesk(cacheFolder: string): Promise<Map<string, Asset>> {
  return await bundlePage(DESK, cacheFolder)
}

async function bundlePage(page: Page, cacheFolder: string): Promise<Map<string, Asset>> {
  const folder = join(cacheFolder, `${page.name}-${await sourceHash(page.folder)}`)
  await mkdir(folder, { recursive: true })
  const assets = await Promise.all(
    page.routes.map(
      async ({ route, type, make }) => [route, { type, ...(await cached(folder, route, make)) }] as const,
    ),
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

async function sourceHash(folder: string): Promise<string> {
  // package.json pins the versions of what is bundled.
  const hash = createHash('sha256').update(await readFile(new URL('../../package.json', import.meta.url)))
  const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile())
  for (const { name } of files.sort((one, other) => (one.name < other.name ? -1 : 1)))
    hash.update(name).update(await readFile(join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}

async function readWebChat(): Promise<Buffer> {
  // The package exports its modules only; the browser bundle lies beside the main one.
  return await readFile(new URL('webchat.js', import.meta.resolve('botframework-webchat')))
}

// The bundler is a process of its own, and stays until it is told to go.
let bundling = 0

async function bundle(entry: string): Promise<Buffer> {
  const { build, stop } = await import('esbuild')
  bundling += 1
  try {
    return await bundleWith(build, entry)
  } finally {
    bundling -= 1
    if (bundling === 0) await stop()
  }
}

async function bundleWith(build: typeof Build, entry: string): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, entry)],
    bundle: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    write: false,
    format: entry.endsWith('x') ? 'esm' : 'iife',
    target: 'es2022',
    legalComments: 'inline',
  })
  const [file] = outputFiles
  if (!file) throw new Error(`Bundling ${entry} gave no file.`)
  return Buffer.from(file.contents)
}
