import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'

/** Something that takes a second to make and is kept in the cache folder under the hash of what it was made from. */
export type Artefact = { folder: string; kind: string; key: string }

/** Reads an artefact; nothing when it is absent, cut short or from another Node: then it is made anew. */
export function readArtefact({ folder, kind, key }: Artefact): unknown {
  try {
    return deserialize(readFileSync(join(folder, `${kind}-${key}.bin`)))
  } catch {
    return undefined
  }
}

/** Tells whether a cache folder has an artefact of a kind, whatever it was made from. */
export function hasArtefact(folder: string, kind: string): boolean {
  try {
    return readdirSync(folder).some((file) => isOfKind(file, kind))
  } catch {
    return false
  }
}

/** Keeps an artefact and drops the older ones of its kind. A folder that cannot be written costs time at the next start only. */
export function writeArtefact({ folder, kind, key }: Artefact, value: unknown): void {
  try {
    mkdirSync(folder, { recursive: true })
    const name = `${kind}-${key}.bin`
    const draft = join(folder, `${name}.${process.pid}`)
    writeFileSync(draft, serialize(value))
    renameSync(draft, join(folder, name))
    const isOld = (other: string) => isOfKind(other, kind) && other !== name
    for (const other of readdirSync(folder).filter(isOld)) rmSync(join(folder, other), { force: true })
  } catch {
    // Nothing is lost but time.
  }
}

function isOfKind(file: string, kind: string): boolean {
  return file.startsWith(`${kind}-`) && file.endsWith('.bin')
}

/** The hash of texts and of the code in files and folders of `knowledge/` that makes something from them. */
export function artefactKey(texts: readonly string[], code: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  for (const file of code.flatMap(filesOf)) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

/** The hash of a text. */
export function hashOf(text: string): string {
  return artefactKey([text], [])
}

function filesOf(name: string): string[] {
  const path = fileURLToPath(new URL(`../knowledge/${name}`, import.meta.url))
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') || file.endsWith('.json'))
    .sort()
    .map((file) => join(path, file))
}
