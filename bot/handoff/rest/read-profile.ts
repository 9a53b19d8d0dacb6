import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

import { Profile } from './profile.ts'

const FOLDER = join(import.meta.dirname, 'profiles')

/** The names of the profiles that come with the bot. */
export function profileNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
}

/** Reads a profile that comes with the bot, with parts of one's own put over it, or one that is all one's own. */
export function readProfile(
  name: string | undefined,
  parts: Record<string, unknown>,
  tell: (problem: string) => void,
): Profile | undefined {
  if (name !== undefined && !profileNames().includes(name)) {
    tell(`profile: there is none called ${name}; there are ${profileNames().join(', ')}`)
    return undefined
  }
  const ready: unknown = name === undefined ? {} : parse(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8'))
  const own = Object.entries(parts).filter(([, part]) => part !== undefined)
  const profile = Profile.safeParse(merge(ready, Object.fromEntries(own)))
  if (profile.success) return profile.data
  for (const { path, message } of profile.error.issues) tell(`${path.join('.') || 'profile'}: ${message}`)
  return undefined
}

const Fields = z.record(z.string(), z.unknown())

// Fields are put over fields; a list or a value replaces what was there.
function merge(under: unknown, over: unknown): unknown {
  const [below, above] = [Fields.safeParse(under), Fields.safeParse(over)]
  if (!below.success || !above.success) return over
  const names = new Set([...Object.keys(below.data), ...Object.keys(above.data)])
  const merged = [...names].map((name): [string, unknown] => {
    if (!Object.hasOwn(above.data, name)) return [name, below.data[name]]
    return [name, Object.hasOwn(below.data, name) ? merge(below.data[name], above.data[name]) : above.data[name]]
  })
  return Object.fromEntries(merged)
}
