import type { Line } from '../lines.ts'
import { startsWithError } from './error-words.ts'
import type { Field, Label } from './labels.ts'
import { factsOfId, licenseStatus } from './product.ts'

/** What is known of a block when one of its lines is met: its labels in order, and the lines behind this one. */
export type Around = { known: readonly Label[]; isHost: boolean; after: readonly (Line | undefined)[] }

// Words for "off" in what slmgr.vbs prints; every other word is "on".
const OFF =
  /disabled|deaktiv|d[eé]sactiv|deshabilit|disabilit|disattiv|desabilit|desativ|uitgeschakeld|wyłącz|inaktiver|zakázán|devre dışı|отключ|выключ|無効|禁用|停用|사용 안|\boff\b/
const CACHE = /\bcach[eé]|caching|zwischenspeicher|buforowani|önbelle|кэш|кеш|キャッシュ|缓存|快取|캐시/
const LICENCE = /li[csz]en[cstz]|lisans|лиценз|ライセンス|许可|授權|라이선스/
const KEY_ENDING = /^(?=.*[A-Z])[2346789BCDFGHJKMNPQRTVWXY]{5}$/
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
// `22:31` is a time.
const HOST_AND_PORT = /^(?=[^:]*[a-z]|(?:\d{1,3}\.){3})[\w.-]{1,253}:\d{2,5}$/i
// "Event 12288: kms01:1688" is said by a person; no licence tool prints such a label.
const SAID_OF_A_HOST = /\b(?:12288|event|nslookup|srv|our|my|telnet)\b/i
const NUMBER = /^\d{1,9}$/
const HIGHEST_PORT = 65_535
const LONGEST_SWITCH = 120

/** Tells whether a line says that something is switched off, in the languages of Windows. */
export function isSwitchedOff(text: string): boolean {
  return OFF.test(text.toLowerCase())
}

/** What a line is whose label is in no table: its value tells, in any language, or its place in the block. */
export function fieldByValue(line: Line, lookAround?: () => Around): Field | undefined {
  const { lower, text } = line
  const colon = text.indexOf(':')
  const value = text.slice(colon + 1).trim()
  if (colon === -1 || value === '') return lookAround && switchOf(line, lookAround)
  if (startsWithError(lower)) return undefined
  const label = labelOfShape(value, text) ?? (lookAround && labelInBlock(value, lower.slice(0, colon), lookAround()))
  return label && { label, value }
}

/** Values that are enough to know the line by. */
function labelOfShape(value: string, text: string): Label | undefined {
  if (/^-{2,} ?[a-z_ -]{4,25}-{2,}$/i.test(value)) return 'licenseStatus'
  if (/^(?:microsoft )?(?:office (?:20)?\d\d|windows[^,]{0,30}), [\w()/ .-]{2,70} edition$/i.test(value)) return 'name'
  if (/, [\w:()/-]{3,40} channel$/i.test(value)) return 'description'
  if (/\(cmid\)/i.test(text)) return 'clientMachineId'
  if (/^\d{1,7} ?\D{1,14}\(\d{1,4} ?\D{1,12}\)\)?$/.test(value)) return 'volumeExpiration'
  if (HOST_AND_PORT.test(value) && !SAID_OF_A_HOST.test(text)) return /dns/i.test(text) ? 'hostFromDns' : 'hostSet'
  if (/^0x[0-9a-f]{8}\b/i.test(value) && /\(.{3,40}\)\.?$/.test(value)) return 'notificationReason'
  if (/^\d{1,2}\.\d\.\d{4,5}(?:\.\d{1,6})?$/.test(value) && LICENCE.test(text.toLowerCase())) return 'serviceVersion'
  return undefined
}

function labelInBlock(value: string, label: string, { known, isHost, after }: Around): Label | undefined {
  const has = (one: Label): boolean => known.includes(one)
  if (!has('partialKey') && KEY_ENDING.test(value)) return 'partialKey'
  // slmgr.vbs prints the state below the key, ospp.vbs above it and in English.
  const isBelowKey = has('partialKey') && !has('licenseStatus') && !has('skuId') && !has('licenseName')
  if (isBelowKey && !NUMBER.test(value) && licenseStatus(value)) return 'licenseStatus'
  if (/^(?:volume|retail|oem):\w{2,20}$/i.test(value)) return 'keyChannel'
  if (ID.test(value)) return /cmid|client ?machine/.test(label) ? 'clientMachineId' : labelOfId(value, has)
  if (/^\d{48,72}$/.test(value)) return 'installationId'
  if (/^0x[0-9a-f]{8}\.?$/i.test(value) && has('licenseStatus')) return 'notificationReason'
  if (label.includes('kms') && /\bip\b|ip-/.test(label) && /^[\da-f.:]{3,45}$/i.test(value)) return 'hostAddress'
  if (label.includes('dns') && /kms/i.test(value)) return 'noHostInDns'
  return isHost && NUMBER.test(value) ? labelOfNumber(Number(value), known, after) : undefined
}

function labelOfId(id: string, has: (label: Label) => boolean): Label | undefined {
  const facts = factsOfId(id)
  const isApplication = facts.product !== undefined && facts.edition === undefined && !facts.hostActivationId
  if (isApplication) return 'applicationId'
  return has('activationId') || has('applicationId') ? undefined : 'activationId'
}

/** A host prints its numbers in one order: count, port, a line about DNS, requests, failed ones. */
function labelOfNumber(number: number, known: readonly Label[], after: Around['after']): Label | undefined {
  const [next, second] = after
  const isBeforePort = /: ?\d{1,5}$/.test(next?.text ?? '') && isAboutDns(second)
  if (!known.includes('currentCount')) return isBeforePort ? 'currentCount' : undefined
  const isPort = !known.includes('listeningPort') && known.at(-1) === 'currentCount'
  if (isPort) return number > 0 && number <= HIGHEST_PORT ? 'listeningPort' : undefined
  if (known.at(-1) === 'totalRequests') return 'failedRequests'
  return known.includes('publishing') && !known.includes('totalRequests') ? 'totalRequests' : undefined
}

function isAboutDns(line: Line | undefined): boolean {
  return line?.lower.includes('dns') === true && !/\d$/.test(line.text)
}

/** What is on or off: host caching of a client, DNS publishing of a host. */
function switchOf(line: Line, lookAround: () => Around): Field | undefined {
  const { lower, text } = line
  if (text.length > LONGEST_SWITCH) return undefined
  if (lower.includes('kms') && CACHE.test(lower)) return { label: 'hostCaching', value: text }
  if (!isAboutDns(line)) return undefined
  const { known, isHost } = lookAround()
  const isDnsOfHost = isHost && known.includes('currentCount') && !known.includes('publishing')
  return isDnsOfHost ? { label: 'publishing', value: text } : undefined
}
