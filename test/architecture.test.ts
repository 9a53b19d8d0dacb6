import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const LAYERS = ['knowledge', 'dialogs', 'bot'] as const
type Layer = (typeof LAYERS)[number]

type Source = { path: string; layer: Layer; lines: string[]; imports: string[] }

const sources: Source[] = LAYERS.flatMap((layer) =>
  readdirSync(join(ROOT, layer), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readSource(layer, join(layer, file))),
)

function readSource(layer: Layer, path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((found) => found[1] ?? '')
  return { path, layer, lines: text.split('\n'), imports }
}

/** Path of an imported file of ours, from the root; nothing for packages. */
function ours(source: Source, imported: string): string | undefined {
  return imported.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(source.path), imported)) : undefined
}

function offenders(breaks: (source: Source, imported: string) => boolean): string[] {
  return sources.flatMap((source) =>
    source.imports.filter((one) => breaks(source, one)).map((one) => `${source.path} imports ${one}`),
  )
}

describe('architecture', () => {
  it('reads every source file', () => {
    expect(sources.length).toBeGreaterThan(60)
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(200)
  })

  it('lets imports point to knowledge, never back', () => {
    const rank = (path: string) => LAYERS.findIndex((layer) => path.startsWith(`${layer}/`))
    expect(offenders((source, one) => rank(ours(source, one) ?? '') > LAYERS.indexOf(source.layer))).toEqual([])
  })

  it('enters another layer through an index only', () => {
    const crosses = (source: Source, path: string) =>
      LAYERS.some((layer) => layer !== source.layer && path.startsWith(`${layer}/`))
    expect(
      offenders((source, one) => {
        const path = ours(source, one)
        return path !== undefined && crosses(source, path) && !/^[\w-]+\/([\w-]+\/)?index\.ts$/.test(path)
      }),
    ).toEqual([])
  })

  it('imports botbuilder in bot only', () => {
    expect(offenders((source, one) => one.startsWith('botbuilder') && source.layer !== 'bot')).toEqual([])
  })

  it('keeps knowledge and dialogs free of the world', () => {
    const builtins = new Set(builtinModules.filter((name) => name !== 'module'))
    const isWorld = (one: string) => one !== 'node:crypto' && (builtins.has(one) || one.startsWith('node:'))
    const effects = /\b(process\.|Date\.now|new Date\(\)|Math\.random|console\.|setTimeout|fetch\()/
    const pure = sources.filter(({ layer }) => layer !== 'bot')
    expect(offenders((source, one) => source.layer !== 'bot' && isWorld(one))).toEqual([])
    expect(
      pure.flatMap(({ path, lines }) =>
        lines.filter((line) => effects.test(line)).map((line) => `${path}: ${line.trim()}`),
      ),
    ).toEqual([])
  })

  it('never imports the root of natural', () => {
    expect(offenders((_, one) => one === 'natural')).toEqual([])
  })

  it('keeps files under 250 lines', () => {
    expect(
      sources.filter(({ lines }) => lines.length > 251).map(({ path, lines }) => `${path}: ${lines.length}`),
    ).toEqual([])
  })

  it('names files after what is inside', () => {
    const vague = /(^|\/)(utils?|helpers?|common|types|constants|misc)\.tsx?$/
    expect(sources.map(({ path }) => path).filter((path) => vague.test(path) || /[A-Z_]/.test(path))).toEqual([])
  })

  it('has no default exports, enums or any', () => {
    const banned = /^export default|^(export )?(const )?enum |: any\b|as any\b|<any>/
    expect(
      sources.flatMap(({ path, lines }) =>
        lines.filter((line) => banned.test(line)).map((line) => `${path}: ${line.trim()}`),
      ),
    ).toEqual([])
  })
})
