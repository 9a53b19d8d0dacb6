import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'

import { checkManifest, fillManifest, type ManifestValues } from './manifest.ts'

/** Where the parts of the app lie. */
export const TEAMS_FOLDER = fileURLToPath(new URL('../../deploy/teams/', import.meta.url))

/** A package that can be uploaded, or what is wrong with it. */
export type PackagedApp = { ok: true; zip: Uint8Array; manifest: object } | { ok: false; problems: string[] }

const ICONS = [
  { file: 'color.png', size: 192 },
  { file: 'outline.png', size: 32 },
]

/** Packs the app for Teams; what Teams would refuse is a problem here. */
export function packageApp(values: ManifestValues, folder = TEAMS_FOLDER): PackagedApp {
  const read = (file: string) => readFileSync(new URL(file, `file://${folder}`))
  const manifest = fillManifest(JSON.parse(read('manifest.json').toString()), values)
  const icons = ICONS.map((icon) => ({ ...icon, content: read(icon.file) }))
  const problems = [
    ...checkManifest(manifest, JSON.parse(read('manifest-schema-1.25.json').toString())),
    ...icons.flatMap(({ file, size, content }) => checkIcon(file, size, content)),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const files = Object.fromEntries(icons.map(({ file, content }) => [file, new Uint8Array(content)]))
  const written = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)
  // Of the same time always: the same values make the same package.
  return { ok: true, manifest, zip: zipSync({ 'manifest.json': written, ...files }, { mtime: '2000-01-01T12:00:00' }) }
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function checkIcon(file: string, size: number, content: Buffer): string[] {
  const isPng = content.length > 24 && content.subarray(0, 8).equals(PNG)
  if (!isPng) return [`${file}: is no PNG`]
  const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)]
  return width === size && height === size ? [] : [`${file}: is ${width} × ${height}, Teams wants ${size} × ${size}`]
}
