import known from './known-names.json' with { type: 'json' }

const lists = {
  publicHosts: new Set(known.publicHosts),
  addresses: new Set(known.publicAddresses),
  accounts: new Set(known.accounts),
  authorities: new Set(known.authorities),
  fileEndings: new Set(known.fileEndings),
  endings: new Set([...known.internalEndings, ...known.countryEndings]),
  codePrefixes: new Set(known.codePrefixes),
  notNames: new Set(known.notNames),
}
const zones = [...known.publicZones, ...known.exampleZones]

/** What we put in place of names: never a name itself. */
const PSEUDONYM = /^(?:host|user|ip|mac|sid|phone|domain)-\d{1,6}$/

/** A name in the form in which it is compared: lower case, no dot at its end. */
export function folded(name: string): string {
  const lower = name.toLowerCase()
  return lower.endsWith('.') ? lower.slice(0, -1) : lower
}

/** Tells whether a dotted name stands in public documentation, so that it identifies nobody. */
export function isPublicHost(name: string): boolean {
  return lists.publicHosts.has(name) || zones.some((zone) => name === zone || name.endsWith(`.${zone}`))
}

/** Tells whether an address is one that everybody has, or a published one. */
export function isPublicAddress(address: string): boolean {
  return lists.addresses.has(address) || /^255\./.test(address) || /^(?:0\.){3}/.test(address)
}

/** Tells whether an account is one that every Windows has. */
export function isKnownAccount(name: string): boolean {
  return lists.accounts.has(folded(name)) || PSEUDONYM.test(name)
}

/** Tells whether what stands before a backslash is no domain: an authority of Windows, a folder, a registry hive. */
export function isKnownAuthority(name: string): boolean {
  return lists.authorities.has(folded(name))
}

/** Tells whether a dotted word, in lower case, is a host or a zone rather than a file, a version or a name in a program. */
export function isDottedHost(name: string): boolean {
  const labels = name.split('.')
  const [prefix = ''] = labels
  const [ending = '', before = ''] = labels.toReversed()
  if (labels.slice(0, -1).every((label) => /^\d+$/.test(label))) return false
  if (lists.codePrefixes.has(prefix)) return false
  if (lists.fileEndings.has(before) && !lists.endings.has(before)) return false
  const isFile = lists.fileEndings.has(ending)
  if (labels.length === 2) return !isFile && lists.endings.has(ending)
  return !isFile || lists.endings.has(ending)
}

/** Tells whether a word may be the name of a machine or a login, not a word of the language. */
export function mayBeName(word: string): boolean {
  const lower = folded(word)
  return lower.length > 1 && !lists.notNames.has(lower) && !PSEUDONYM.test(lower) && !/^0x|^\d+$/.test(lower)
}

/** Tells whether a name looks like none of the language, so that it is safe to look for it anywhere. */
export function isDistinct(word: string): boolean {
  return mayBeName(word) && (/[\d_-]/.test(word) || /^[A-Z][A-Z0-9]{2,14}$/.test(word) || word.includes('.'))
}

/** Tells whether a name is a product with its year or bitness, not a machine with its number: `server2019`, `win32`. */
export function isProduct(word: string): boolean {
  return /^(?:server|windows|win|sql|exchange|exch|office|client|kms|ws|vs|app|host|rds|hv)[-_]?(?:(?:19[89]|20[0-4])\d(?:[-_]?r2)?|16|32|64|86)$/i.test(
    word,
  )
}
