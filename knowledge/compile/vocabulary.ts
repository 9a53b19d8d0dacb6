import type { Machine, Product, Risk, Shell } from '../graph.ts'

export const MACHINES: readonly Machine[] = ['client', 'kmsHost', 'dnsServer', 'any']
/** Mildest first. */
export const RISKS: readonly Risk[] = ['reads', 'setting', 'restart', 'registry', 'mak']
export const SHELLS: readonly Shell[] = ['cmd', 'powershell', 'dns']
export const PRODUCTS: readonly Product[] = ['office', 'windows']
export const KINDS = ['topic', 'procedure'] as const
export const ENDS = ['solved', 'person'] as const
export const FRONT_MATTER_KEYS = [
  'title',
  'kind',
  'products',
  'roles',
  'codes',
  'family',
  'messages',
  'phrases',
  'not',
  'source',
] as const
export const NOTE_KEYS = ['on', 'elevated', 'risk', 'undo', 'when', 'ends'] as const
export const FENCE_KEYS = ['on', 'elevated', 'risk', 'undo', 'when'] as const

/** Narrows a word of a document to one of a closed list. */
export function isOneOf<Word extends string>(list: readonly Word[], word: string | undefined): word is Word {
  return list.some((one) => one === word)
}
