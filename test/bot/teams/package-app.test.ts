import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../../bot/knowledge.ts'
import type { ManifestValues } from '../../../bot/teams/manifest.ts'
import { packageApp, TEAMS_FOLDER } from '../../../bot/teams/package-app.ts'
import { startTalk } from '../../dialogs/talk.ts'

const require = createRequire(import.meta.url)
const VALUES: ManifestValues = {
  appId: '12345678-1234-1234-1234-123456789abc',
  version: '1.2.3',
  developer: 'Contoso IT',
  website: 'https://bot.contoso.example/',
  privacy: 'https://contoso.example/privacy',
  terms: 'https://contoso.example/terms',
  domains: ['bot.contoso.example'],
}

type Manifest = {
  bots: { botId: string; scopes: string[]; commandLists: { commands: { title: string }[] }[] }[]
  composeExtensions: { botId: string; commands: { context: string[]; type: string; fetchTask: boolean }[] }[]
}

function packed(folder?: string): { files: Record<string, Uint8Array>; manifest: Manifest } {
  const outcome = packageApp(VALUES, folder)
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'))
  const files = unzipSync(outcome.zip)
  return { files, manifest: JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) }
}

/** The app's folder with something changed in it. */
function folderWith(file: string, change: (text: string) => string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'teams-app-'))
  cpSync(TEAMS_FOLDER, folder, { recursive: true })
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
  return `${folder}/`
}

function problemsOf(folder: string, values = VALUES): string[] {
  const outcome = packageApp(values, folder)
  return outcome.ok ? [] : outcome.problems
}

describe('packageApp', () => {
  it('puts manifest and icons at the root', () => {
    expect(Object.keys(packed().files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png'])
  })

  it('names the registration everywhere, and leaves no placeholder', () => {
    const { files, manifest } = packed()
    const [bot, extension] = [manifest.bots[0], manifest.composeExtensions[0]]
    expect([bot?.botId, extension?.botId]).toEqual([VALUES.appId, VALUES.appId])
    expect(strFromU8(files['manifest.json'] ?? new Uint8Array())).not.toMatch(/\{\w+\}/)
  })

  it('works in chats, channels and group chats, and on messages of others', () => {
    const { manifest } = packed()
    expect(manifest.bots[0]?.scopes).toEqual(['personal', 'team', 'groupChat'])
    expect(manifest.composeExtensions[0]?.commands).toMatchObject([
      { type: 'action', context: ['message'], fetchTask: true },
    ])
  })

  it('makes the same package of the same values', () => {
    const [one, other] = [packageApp(VALUES), packageApp(VALUES)]
    expect(one.ok && other.ok && Buffer.from(one.zip).equals(Buffer.from(other.zip))).toBe(true)
  })

  it.each<[string, (manifest: string) => string]>([
    ['/name/short: must NOT have more than 30', (text) => text.replace('"Activation support"', `"${'A'.repeat(31)}"`)],
    ['/bots/0/scopes/0: must be equal to one of', (text) => text.replaceAll('"personal"', '"private"')],
    ['/accentColor: must match pattern', (text) => text.replace('#0F6CBD', 'blue')],
    ['/: must NOT have additional properties (colour)', (text) => text.replace('{', '{ "colour": "blue",')],
    ["/: must have required property 'icons'", (text) => text.replace(/"icons": \{[^}]*\},/, '')],
  ])('finds %s', (problem, change) => {
    expect(problemsOf(folderWith('manifest.json', change)).join('\n')).toContain(`manifest.json${problem}`)
  })

  it('refuses an id that is none', () => {
    expect(problemsOf(TEAMS_FOLDER, { ...VALUES, appId: 'my-bot' })).toContainEqual(
      expect.stringMatching(/^manifest\.json\/bots\/0\/botId: must match pattern/),
    )
  })

  it('refuses a template that asks for what nobody knows', () => {
    const folder = folderWith('manifest.json', (text) => text.replace('{developer}', '{company}'))
    expect(() => packageApp(VALUES, folder)).toThrow('{company}')
  })

  it('refuses an icon of another size, and what is no icon', () => {
    const outline = readFileSync(join(TEAMS_FOLDER, 'outline.png'))
    expect(problemsOf(folderWith('color.png', () => outline))).toEqual(['color.png: is 32 × 32, Teams wants 192 × 192'])
    expect(problemsOf(folderWith('outline.png', () => '<svg/>'))).toEqual(['outline.png: is no PNG'])
  })

  it('lists commands that the bot hears', async () => {
    const titles = packed().manifest.bots[0]?.commandLists.flatMap(({ commands }) => commands.map(({ title }) => title))
    const knowledge = await loadKnowledge()
    const begun = startTalk(knowledge).say('0xC004F074 office 2013').say('no')
    const asking = begun.text
    expect(new Set(titles).size).toBeGreaterThan(3)
    for (const title of new Set(titles)) {
      const { text } = begun.say(title)
      expect([title, text]).not.toEqual([title, expect.stringMatching(/could not (tell|make)/)])
      expect([title, text]).not.toEqual([title, asking])
    }
  })
})

describe('the icons', () => {
  beforeAll(() => initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm'))))

  const drawn = (name: string) => new Resvg(readFileSync(join(TEAMS_FOLDER, `${name}.svg`), 'utf8')).render()

  it.each([
    ['color', 192],
    ['outline', 32],
  ])('%s.png is what %s.svg draws'.replace('%s.svg', 'its SVG'), (name, size) => {
    const image = drawn(name)
    expect([image.width, image.height]).toEqual([size, size])
    expect(Buffer.from(image.asPng()).equals(readFileSync(join(TEAMS_FOLDER, `${name}.png`)))).toBe(true)
  })

  it('has an outline of white on nothing', () => {
    const pixels = Array.from({ length: 32 * 32 }, (_, at) => drawnPixels().subarray(at * 4, at * 4 + 4))
    const seen = pixels.filter(([, , , alpha]) => alpha !== 0)
    expect(seen.length).toBeGreaterThan(100)
    expect(seen.length).toBeLessThan(512)
    // Colours are multiplied by how opaque they are.
    expect(seen.filter(([red, green, blue, alpha]) => red !== alpha || green !== alpha || blue !== alpha)).toEqual([])
  })

  let cached: Uint8Array | undefined
  function drawnPixels(): Uint8Array {
    cached ??= drawn('outline').pixels
    return cached
  }
})
