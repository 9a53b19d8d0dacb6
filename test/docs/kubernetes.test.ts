import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'

const ROOT = join(import.meta.dirname, '../..')
const MODELS = import.meta.resolve('kubernetes-models')
const manifests = parseAllDocuments(readFileSync(join(ROOT, 'deploy/kubernetes/bot.yaml'), 'utf8')).map(
  (document): Manifest => document.toJS(),
)
// Beside the packages, whose types it needs.
mkdirSync(join(ROOT, 'artifacts'), { recursive: true })
const folder = mkdtempSync(join(ROOT, 'artifacts/manifests-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Manifest = { apiVersion: string; kind: string; spec?: object }
type Model = new (manifest: Manifest) => { validate(): void }

/** What the types that are made of the API's schemas object to: they know every field, and its kind. */
function unknownFields(some: readonly Manifest[]): string[] {
  const file = join(folder, 'manifests.ts')
  const lines = some.flatMap((manifest, index) => [
    `import type { I${manifest.kind} as Kind${index} } from 'kubernetes-models/${manifest.apiVersion}/${manifest.kind}'`,
    `export const manifest${index}: Kind${index} = ${JSON.stringify(manifest)}`,
  ])
  writeFileSync(file, `${lines.join('\n')}\n`)
  const options = ['--noEmit', '--skipLibCheck', '--module', 'nodenext', '--strict', '--ignoreConfig', '--types', '']
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), [...options, file], { encoding: 'utf8' })
    return []
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout)
      .trim()
      .split('\n')
  }
}

/** What the validators that are made of the API's schemas object to: values, formats and what is required. */
async function invalid({ apiVersion, kind, ...rest }: Manifest): Promise<string[]> {
  const models: Record<string, Model | undefined> = await import(new URL(`${apiVersion}/${kind}.js`, MODELS).href)
  const Kind = models[kind]
  if (Kind === undefined) return [`${apiVersion} has no ${kind}`]
  try {
    new Kind({ apiVersion, kind, ...rest }).validate()
    return []
  } catch (error) {
    return [`${kind}: ${String(error)}`]
  }
}

describe('the manifests for Kubernetes, by the schemas of its API', () => {
  it('have no field that the API does not know', () => {
    expect(unknownFields(manifests)).toEqual([])
    const wrong = manifests.map((manifest) =>
      manifest.spec ? { ...manifest, spec: { ...manifest.spec, x: 1 } } : manifest,
    )
    const specs = wrong.filter(({ spec }) => spec)
    expect(unknownFields(wrong).filter((line) => line.includes(`'"x"' does not exist`))).toHaveLength(specs.length)
  }, 60_000)

  it('have the values that the API takes', async () => {
    expect((await Promise.all(manifests.map(invalid))).flat()).toEqual([])
    const [deployment] = manifests.filter(({ kind }) => kind === 'Deployment')
    expect(await invalid({ ...deployment, spec: { replicas: 'two' } } as Manifest)).toEqual([
      expect.stringContaining('replicas must be integer'),
    ])
  })
})
