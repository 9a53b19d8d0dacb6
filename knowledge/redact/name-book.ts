import type { Identifier, IdentifierKind } from './identifier.ts'
import { expandIpv6 } from './ipv6.ts'
import { folded, isDistinct, isKnownAccount, mayBeName } from './names.ts'

const SHORTEST_LOGIN = 4

type Named = Pick<Identifier, 'kind' | 'name' | 'within'>

/** Which pseudonym stands for which name, one numbering per kind. */
export type NameBook = {
  pseudonym: (named: Named) => string
  /** The pseudonym of a single word that was seen as a name before; nothing for any other word. */
  wordPseudonym: (word: string) => string | undefined
}

/** A short name, its pseudonym, and the zone that the name was first seen in. */
type Short = { pseudonym: string; within?: string }

/** Makes an empty book. */
export function createNameBook(): NameBook {
  const counts = new Map<IdentifierKind, number>()
  const known = new Map<string, string>()
  const shorts = { host: new Map<string, Short>(), user: new Map<string, Short>() }
  const words = new Map<string, string>()

  const add = (kind: IdentifierKind): string => {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    return `${kind}-${count}`
  }
  const once = (kind: IdentifierKind, key: string, make: () => string): string => {
    const pseudonym = known.get(`${kind} ${key}`) ?? make()
    known.set(`${kind} ${key}`, pseudonym)
    return pseudonym
  }
  // A short name is the first long one that begins with it; a second long one is somebody else.
  const named = (kind: 'host' | 'user', short: string, within: string | undefined): string => {
    const first = shorts[kind].get(short)
    if (first && (within === undefined || first.within === undefined || first.within === within)) {
      if (within !== undefined) first.within = within
      return first.pseudonym
    }
    const pseudonym = add(kind)
    if (!first) shorts[kind].set(short, { pseudonym, ...(within !== undefined && { within }) })
    return pseudonym
  }
  const spread = (kind: 'host' | 'user', name: string, pseudonym: string): string => {
    const isUser = kind === 'user' && name.length >= SHORTEST_LOGIN && mayBeName(name) && !isKnownAccount(name)
    if ((isUser || isDistinct(name)) && !words.has(folded(name))) words.set(folded(name), pseudonym)
    return pseudonym
  }
  const host = (name: string): string => {
    const lower = folded(name)
    const asZone = known.get(`domain ${lower}`)
    if (asZone !== undefined) return asZone
    const [label = '', ...rest] = lower.split('.')
    if (rest.length === 1) return once('domain', lower, () => add('domain'))
    const within = rest.length > 0 ? rest.join('.') : undefined
    return spread(
      'host',
      name.slice(0, label.length),
      once('host', lower, () => named('host', label, within)),
    )
  }
  const user = (name: string, within?: string): string => {
    const lower = folded(name)
    // `firma.example` of an address is FIRMA of a login.
    const zone = within === undefined || within === '.' ? undefined : folded(within).split('.')[0]
    return spread(
      'user',
      name,
      once('user', `${zone ?? ''} ${lower}`, () => named('user', lower, zone)),
    )
  }
  const pseudonymOf = ({ kind, name, within }: Named): string => {
    if (kind === 'host') return host(name)
    if (kind === 'user') return user(name, within)
    return once(kind, keyOf(kind, name), () => add(kind))
  }
  // A paste repeats the same few spellings.
  const spelled = new Map<string, string>()
  return {
    pseudonym: (named) => {
      const spelling = `${named.kind} ${named.name} ${named.within}`
      const pseudonym = spelled.get(spelling) ?? pseudonymOf(named)
      spelled.set(spelling, pseudonym)
      return pseudonym
    },
    wordPseudonym: (word) => words.get(folded(word)),
  }
}

function keyOf(kind: IdentifierKind, name: string): string {
  if (kind === 'ip') return expandIpv6(name) ?? name
  if (kind === 'mac') return name.toLowerCase().replace(/[^0-9a-f]/g, '')
  if (kind === 'phone') return name.replace(/\D/g, '')
  return folded(kind === 'domain' ? name.replace(/, ?dc=/gi, '.') : name)
}
