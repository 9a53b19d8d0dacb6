import type { FactName } from '../facts.ts'
import { denies } from './similar.ts'

/** A value of a fact that a title states. */
export type Stated = { fact: FactName; value: string }

type Pattern = { fact: FactName; of: RegExp; yes: string; no: string }

const yesNo = (fact: FactName, of: RegExp): Pattern => ({ fact, of, yes: 'true', no: 'false' })

/** Statements that answers begin with, and the fact each is about. Only what the registry of facts knows can be asked. */
const PATTERNS: readonly Pattern[] = [
  { fact: 'dnsPublishing', of: /\bDNS publishing is\b/i, yes: 'enabled', no: 'disabled' },
  { fact: 'hostCaching', of: /\bcaching is\b/i, yes: 'enabled', no: 'disabled' },
  yesNo('dnsPublishingWanted', /\bhost should\b.*\bpublish/i),
  yesNo('hostIntendedForOffice', /\bintended to support Office\b/i),
  yesNo('srvRecordMatches', /\bmatch(?:es)?\b.*\bnslookup\b/i),
  yesNo('officeOnKmsHost', /\bOffice\b.*\binstalled on (?:a computer|the computer|a machine)\b.*\bKMS host\b/i),
  yesNo('domainJoined', /\b(?:joined to|member of|in) (?:a|the) domain\b/i),
  yesNo('hostHasInternet', /\bhost (?:has|can access|reaches) (?:the )?internet\b/i),
  yesNo('hostLicensed', /\bKMS host is (?:licensed|activated)\b/i),
  yesNo('portReachable', /\bport is (?:open|reachable)\b/i),
  yesNo('adminRights', /\b(?:have|has) administrat(?:or|ive) (?:rights|privileges)\b/i),
]

/** What a title states of a fact; nothing where it states none that we know. */
export function statedIn(title: string): Stated | undefined {
  const version = /^(?:Microsoft )?Office(?: LTSC)? (20\d\d)$/.exec(title.trim())?.[1]
  if (version && ['2003', '2007', '2010', '2013', '2016', '2019', '2021', '2024'].includes(version))
    return { fact: 'officeVersion', value: version }
  const bits = /^(32|64)-bit (?:Windows|Office)$/i.exec(title.trim())
  if (bits) return { fact: /office/i.test(title) ? 'officeBits' : 'windowsBits', value: bits[1] ?? '64' }
  const pattern = PATTERNS.find(({ of }) => of.test(title))
  if (!pattern) return undefined
  const negative = denies(title) || (pattern.yes === 'enabled' && /\bdisabled\b/i.test(title))
  return { fact: pattern.fact, value: negative ? pattern.no : pattern.yes }
}

/** The Windows or Office version that a label such as `Office 2013:` names, as a condition. */
export function versionCondition(label: string): string | undefined {
  const plain = label.replace(/(?<![\s:])[\s:]+$/, '')
  const stated = statedIn(plain)
  return stated?.fact === 'officeVersion' ? `officeVersion:${stated.value}` : undefined
}
