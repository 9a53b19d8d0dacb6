import { normalise } from '../evidence/normalise.ts'
import { FACTS, type FactDefinition, type Facts, type FactValue, isFactName, type Known } from '../facts.ts'
import { findIdentifiers } from './find-identifiers.ts'
import { expandIpv6 } from './ipv6.ts'
import { labelPublishedKeys } from './label-published-keys.ts'
import { maskSecrets } from './mask-secrets.ts'
import { createNameBook, type NameBook } from './name-book.ts'
import { folded, isPublicAddress, isPublicHost } from './names.ts'
import { redactOrWithhold, WITHHELD } from './redact-or-withhold.ts'

/** Gives people, machines and networks other names for those outside; the same one each time within an instance. */
export type Pseudonyms = {
  /** The text without secrets and with pseudonyms; withheld when that fails. */
  apply: (text: string) => string
  /** The facts with pseudonyms where their types name a host, and without those that are secret. */
  facts: (facts: Facts) => Facts
  /** Any JSON value, a card or an activity, with every string in it applied. */
  record: (value: unknown) => unknown
  /** The pseudonym of a person whom a channel or a ticket names. */
  person: (name: string) => string
  /** The pseudonym of a machine, also of one that is called like no other. */
  machine: (name: string) => string
}

const WORD = /[\p{L}\p{N}_]+(?:[.-][\p{L}\p{N}_]+)*/gu

/** Makes the pseudonyms of one ticket. `site` names zones and hosts that configuration knows. */
export function createPseudonyms({ site = [] }: { site?: readonly string[] } = {}): Pseudonyms {
  const book = createNameBook()
  for (const name of site.filter((one) => !isPublicHost(folded(one)))) {
    book.pseudonym({ kind: name.includes('.') ? 'domain' : 'host', name })
  }
  const apply = (text: string) => redactOrWithhold(text, (one) => rename(book, one))
  const record = (value: unknown): unknown => mapStrings(value, apply)
  return {
    apply,
    facts: (facts) => renameFacts(book, facts, apply),
    record,
    person: (name) => (name === '' ? '' : book.pseudonym({ kind: 'user', name })),
    machine: (name) => (name === '' ? '' : renameHost(book, name, 'host')),
  }
}

function rename(book: NameBook, text: string): string {
  const { masked } = maskSecrets(normalise(text))
  const found = findIdentifiers(masked).map((one) => ({ ...one, pseudonym: book.pseudonym(one) }))
  const parts: string[] = []
  let done = 0
  for (const { start, end, pseudonym } of found) {
    const breaks = '\n'.repeat(masked.slice(start, end).split('\n').length - 1)
    parts.push(renameWords(book, masked.slice(done, start)), pseudonym, breaks)
    done = end
  }
  parts.push(renameWords(book, masked.slice(done)))
  return labelPublishedKeys(parts.join(''))
}

// A machine that was named in full is spoken of by its first label, a person by the login.
function renameWords(book: NameBook, text: string): string {
  return text.replace(WORD, (word) => {
    const whole = book.wordPseudonym(word)
    if (whole !== undefined || !word.includes('.') || isPublicHost(folded(word))) return whole ?? word
    return word
      .split('.')
      .map((part) => book.wordPseudonym(part) ?? part)
      .join('.')
  })
}

function renameFacts(book: NameBook, facts: Facts, apply: (text: string) => string): Facts {
  const renamed: Record<string, Known> = {}
  for (const [name, known] of Object.entries(facts)) {
    if (!isFactName(name) || known === undefined) continue
    const definition: FactDefinition = FACTS[name]
    if (definition.secret) continue
    const { printed, ...rest } = known
    const value = renameValue(book, definition, known.value, apply)
    renamed[name] = { ...rest, value, ...(printed !== undefined && { printed: apply(printed) }) }
  }
  return renamed
}

function renameValue(
  book: NameBook,
  { type, scope: _, ...rest }: FactDefinition,
  value: FactValue,
  apply: (text: string) => string,
): FactValue {
  const one = (text: string): string => {
    if (type.kind === 'host' || (type.kind === 'list' && type.of === 'host'))
      return renameHost(book, text, ZONE_FACT.test(rest.says) ? 'domain' : 'host')
    return type.kind === 'text' || type.kind === 'path' || type.kind === 'list' ? apply(text) : text
  }
  if (typeof value === 'string') return one(value)
  return typeof value === 'object' ? value.map(one) : value
}

const ZONE_FACT = /suffix|zone/

function renameHost(book: NameBook, value: string, called: 'host' | 'domain'): string {
  return redactOrWithhold(value, (text) => {
    const plain = normalise(text)
    // The last group of an IPv6 address is no port.
    const host = expandIpv6(plain) === undefined ? plain.replace(/:\d{1,5}$/, '') : plain
    const port = plain.slice(host.length)
    if (host === '' || isPublicHost(folded(host)) || isPublicAddress(host)) return text
    const [address] = findIdentifiers(host)
    const named = address?.kind === 'ip' ? address : { kind: called, name: host }
    return `${book.pseudonym(named)}${port}`
  })
}

function mapStrings(value: unknown, apply: (text: string) => string): unknown {
  try {
    return mapDeep(value, apply)
  } catch {
    return WITHHELD
  }
}

function mapDeep(value: unknown, apply: (text: string) => string): unknown {
  if (typeof value === 'string') return apply(value)
  if (Array.isArray(value)) return value.map((one) => mapDeep(one, apply))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapDeep(one, apply)]))
}
