import type { FactName, Facts, Known } from '../facts.ts'
import type { Analysis } from './analyse.ts'

const METHODS: Record<string, string> = {
  mak: 'mak',
  maks: 'mak',
  kms: 'kms',
  gvlk: 'kms',
  retail: 'retail',
  subscription: 'subscription',
}
const VERSIONS = ['2003', '2007', '2010', '2013', '2016', '2019', '2021', '2024']

const OFFICE_NAMES = new Set([
  'office',
  'word',
  'excel',
  'outlook',
  'powerpoint',
  'visio',
  'project',
  'publisher',
  'ltsc',
])
const BETWEEN = 3

/** The Office version that stands behind a product's name, in whatever spelling the name is. */
export function versionFacts({ terms }: Analysis): Facts {
  for (const [index, { word }] of terms.entries()) {
    if (!OFFICE_NAMES.has(word)) continue
    const version = terms.slice(index + 1, index + 1 + BETWEEN).find((term) => VERSIONS.includes(term.word))
    if (version) return { officeVersion: { value: version.word, from: 'words' } }
  }
  return {}
}

/** The fact that a short answer gives to the question that was asked, as far as words tell it. */
export function answerFacts({ terms }: Analysis, asks: FactName | undefined): Facts {
  const words = terms.map(({ word }) => word)
  if (asks === 'officeVersion') {
    const version = words.find((word) => VERSIONS.includes(word))
    return version === undefined ? {} : { officeVersion: known(version) }
  }
  if (asks === 'licenseChannel' || asks === 'activationMethod') return methodFacts(words)
  return {}
}

function methodFacts(words: string[]): Facts {
  // RETAIL(MAK) is a MAK: the rarer word decides.
  const said = words.flatMap((word) => METHODS[word] ?? [])
  const method = said.includes('mak') ? 'mak' : said[0]
  if (method === undefined) return {}
  const channel = method === 'mak' ? 'RETAIL(MAK)' : method === 'retail' ? 'RETAIL' : undefined
  return { activationMethod: known(method), ...(channel !== undefined && { licenseChannel: known(channel) }) }
}

function known(value: string): Known {
  return { value, from: 'answer' }
}
