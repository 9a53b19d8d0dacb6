import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

import { VALUE_NAMES } from './news-values.ts'
import { Profile } from './profile.ts'
import { namesIn } from './template.ts'

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
  if (profile.success) return isComplete(profile.data, tell) ? profile.data : undefined
  for (const { path, message } of profile.error.issues) tell(`${path.join('.') || 'profile'}: ${message}`)
  return undefined
}

// A name that nothing is known by would stay empty in every ticket.
function isComplete(profile: Profile, tell: (problem: string) => void): boolean {
  const { about: _about, set, needs, strip: _strip, ...templates } = profile
  const missing = needs.filter((name) => !Object.hasOwn(set, name))
  const unknown = namesIn(templates).filter((name) => !NAMES.has(name) && !name.startsWith('set.'))
  const unset = namesIn(templates).filter((name) => name.startsWith('set.') && !Object.hasOwn(set, name.slice(4)))
  for (const name of missing) tell(`set.${name}: is needed; the profile says what for`)
  for (const name of new Set(unknown)) tell(`{${name}}: is no name; there are ${[...NAMES].join(', ')} and set.…`)
  for (const name of new Set(unset.filter((one) => !missing.includes(one.slice(4))))) tell(`${name}: is not set`)
  return missing.length + unknown.length + unset.length === 0
}

const NAMES: ReadonlySet<string> = new Set([...VALUE_NAMES, 'base', 'remote'])

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
