import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { DirectLineClient } from '../bot/direct-line-client.ts'
import { freePort } from '../support/free-port.ts'
import { buildImage, type Image } from './build-image.ts'

// Away from this project's packages, which would be found from within. SOAK=1 installs them as the engine would.
const folder = mkdtempSync(join(tmpdir(), 'image-'))
const BASE_MEGABYTES = 24
const isRoot = process.getuid?.() === 0

let image: Image
let bot: ChildProcess
let url = ''
let errors = ''
let env: Record<string, string> = {}

beforeAll(async () => {
  image = buildImage(folder, process.env['SOAK'] ? 'install' : 'link')
  chmodSync(folder, 0o755)
  const port = String(await freePort())
  url = `http://127.0.0.1:${port}`
  env = { ...atHome(image.env), HOST: '127.0.0.1', PORT: port }
  if (isRoot) chownSync(env['DATA_DIR'] ?? '', ...account())
  bot = start(image.start)
  bot.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  await untilReady()
}, 300_000)

afterAll(async () => {
  const isUp = bot?.exitCode === null
  const ended = isUp ? once(bot, 'exit') : undefined
  bot?.kill()
  await ended
  rmSync(folder, { recursive: true, force: true })
})

function account(): [number, number] {
  const [user = 0, group = 0] = image.user.split(':').map(Number)
  return [user, group]
}

function atHome(values: Record<string, string>): Record<string, string> {
  const isPath = (value: string) => value.startsWith('/')
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isPath(value) ? join(image.root, value) : value]),
  )
}

function start([program = '', ...parts]: string[]): ChildProcess {
  const [uid, gid] = account()
  return spawn(join(image.root, program), parts, {
    cwd: join(image.root, image.workdir),
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot && { uid, gid }),
  })
}

async function untilReady(): Promise<void> {
  for (let attempt = 0; attempt < 600 && bot.exitCode === null; attempt += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The container's bot did not come up:\n${errors}`)
}

function filesWrittenBy(user: number): string[] {
  const found = execFileSync('find', [image.root, '-uid', String(user), '-type', 'f'], { encoding: 'utf8' })
  return found.split('\n').filter((file) => file !== '' && !file.startsWith(join(image.root, 'data')))
}

describe('the container image', () => {
  it('serves the chat, and Web Chat, without the packages they are made from', async () => {
    expect((await fetch(url)).status).toBe(200)
    expect((await (await fetch(`${url}/webchat.js`)).text()).length).toBeGreaterThan(1_000_000)
    expect(existsSync(join(image.root, image.workdir, 'node_modules/botframework-webchat'))).toBe(false)
    expect(existsSync(join(image.root, image.workdir, 'node_modules/esbuild'))).toBe(false)
  })

  it('has its matcher from the build', async () => {
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready', matcher: 'cached' })
  })

  it('answers in a conversation', async () => {
    const client = await DirectLineClient.start(url)
    expect((await client.post({ text: 'ERROR CODE: 0xC004F074 on office 2016' })).status).toBe(200)
    const { activities } = await client.read()
    expect(JSON.stringify(activities.at(-1))).toMatch(/KMS host/)
  })

  it('passes its own health check, which fails when nobody answers', async () => {
    const [code] = await once(start(image.health), 'exit')
    expect(code).toBe(0)
    env = { ...env, PORT: String(await freePort()) }
    const [other] = await once(start(image.health), 'exit')
    expect(other).toBe(1)
  })

  it.runIf(isRoot)('runs as nobody in particular, and writes to its data folder alone', () => {
    const [user] = account()
    expect(user).toBeGreaterThan(0)
    expect(filesWrittenBy(user)).toEqual([])
  })

  it('is smaller than 400 MB', () => {
    const [size = ''] = execFileSync('du', ['-sm', image.root], { encoding: 'utf8' }).split('\t')
    expect(Number(size)).toBeGreaterThan(100)
    expect(Number(size) + BASE_MEGABYTES).toBeLessThan(400)
  })
})
