import type { FactName, FactValue } from '../../facts.ts'
import { mendMisread } from './misread.ts'
import { SKUS } from './skus.ts'

type ProductFacts = { [name in FactName]?: FactValue | undefined }

const OFFICE_YEARS: Record<string, string> = {
  12: '2007',
  14: '2010',
  15: '2013',
  16: '2016',
  19: '2019',
  21: '2021',
  24: '2024',
}

const LICENSE_NAME =
  /\b(?:microsoft )?(office (?:20)?\d\d|windows(?: ?\(r\))?(?: operating system)?[^,]{0,20}), ?([\w()/ .-]{2,70}?)(?: edition\b|\.\.\.$)/i
const CHANNEL =
  /\b(?:(office (?:20)?\d\d)(?: kms)?|operating system)?,? ?\b((?:VOLUME|RETAIL|OEM|TIMEBASED|SUBSCRIPTION|PREPID|MSDN|TRIAL|BYPASS)[\w:()/-]{0,40}) channel\b/i

/** A licence name in a line: `Office 15, OfficeProPlusVL_KMS_Client edition`. */
export function licenseNameIn(text: string): string | undefined {
  return LICENSE_NAME.exec(text)?.[0]
}

/** The facts in a licence name. */
export function factsOfName(licenseName: string): ProductFacts {
  const found = LICENSE_NAME.exec(licenseName) ?? LICENSE_NAME.exec(mendMisread(licenseName))
  if (!found) return {}
  const [whole, family = '', name = ''] = found
  const isOffice = /^office/i.test(family)
  return {
    product: isOffice ? 'office' : 'windows',
    licenseName: whole,
    officeVersion: isOffice ? officeVersion(family, name) : undefined,
    edition: editionOf(name),
    activationMethod: methodOfName(name),
    machineRole: /kms_?host/i.test(name) ? 'kmsHost' : /kms_client/i.test(name) ? 'client' : undefined,
  }
}

/** The facts in the name that a person reads: `Office LTSC Professional Plus 2024`, `Windows Server 2022 Standard`. */
export function factsOfFullName(name: string): ProductFacts {
  if (/^(?:microsoft )?(?:office|visio|project)\b/i.test(name)) {
    return { product: 'office', officeVersion: /\b20(?:10|13|16|19|21|24)\b/.exec(name)?.[0] }
  }
  const found = /windows(?:\(r\))? (?:(server) )?(20\d\d|\d\d?(?:\.1)?|vista)\b( r2)?/i.exec(name)
  if (!found) return /windows/i.test(name) ? { product: 'windows' } : {}
  const version = (found[2] ?? '').toLowerCase()
  return { product: 'windows', windowsVersion: found[1] ? `server-${version}${found[3] ? '-r2' : ''}` : version }
}

function officeVersion(family: string, name: string): string | undefined {
  const year = /20(?:19|21|24)/.exec(name)?.[0]
  const number = /\d+/.exec(family)?.[0] ?? ''
  return year ?? (number.length === 4 ? number : OFFICE_YEARS[number])
}

function editionOf(name: string): string | undefined {
  const bare = name
    .replace(/^(?:microsoft )?office(?:\d\d)?/i, '')
    .replace(/[-_].*$/, '')
    .replace(/(?:VL|R)$/, '')
    .replace(/20(?:10|13|16|19|21|24)$/, '')
  return bare.trim() || undefined
}

function methodOfName(name: string): string | undefined {
  if (/subscription|o365|[-_]sub/i.test(name)) return 'subscription'
  if (/[-_]mak|mak$/i.test(name)) return 'mak'
  if (/kms/i.test(name)) return 'kms'
  if (/retail/i.test(name)) return 'retail'
  return undefined
}

/** The facts in a description: `Office 15, VOLUME_KMSCLIENT channel`. */
export function factsOfDescription(text: string): ProductFacts {
  const found = CHANNEL.exec(text) ?? CHANNEL.exec(mendMisread(text))
  const isWindows = /windows|operating system/i.test(text)
  if (!found) return isWindows && /operating system/i.test(text) ? { product: 'windows' } : {}
  const [, family, channel = ''] = found
  const isHost = /^volume_kms(?!client)/i.test(channel)
  const year = /_(?:ws|w|r)?(\d\d)\b/i.exec(channel)?.[1]
  return {
    product: family ? 'office' : isWindows ? 'windows' : undefined,
    officeVersion: family && officeVersion(family, ''),
    licenseChannel: channel.toUpperCase().replace(/GRACE/, 'Grace'),
    activationMethod: methodOfChannel(channel),
    windowsVersion: isHost && /_ws/i.test(channel) && year ? `server-20${year}` : undefined,
    machineRole: isHost ? 'kmsHost' : /kmsclient/i.test(channel) ? 'client' : undefined,
  }
}

/** How a channel activates. */
export function methodOfChannel(channel: string): string | undefined {
  if (/timebased|subscription/i.test(channel)) return 'subscription'
  if (/mak/i.test(channel)) return 'mak'
  if (/kms|gvlk|csvlk/i.test(channel)) return 'kms'
  return /retail/i.test(channel) ? 'retail' : undefined
}

// One row a state, in the words of localised tools. What is no licence is told by a word for "not" beside the stem.
const LICENCE = 'li[csz]en[cstz]|lisans|лиценз|ライセンス|许可|授权|라이선스'
const NOT = 'un|non|not|no|nicht|keine?|sans|sin|senza|sem|não|niet|geen|zonder|bez|nie|ohne|не|без|нет|未|没有|无|없'
const STATUSES: [pattern: RegExp, status: string][] = [
  [/extended|erweitert|étendu|prolong|ampliad|estendid|extendid|расширен|延長|扩展/, 'extendedGrace'],
  [
    /non.?genuine|nicht.?original|non.?authenti|no.?(?:es )?original|non.?original|não.?(?:genu|origin)|неподлин|非正版|正規品では/,
    'nonGenuineGrace',
  ],
  [
    new RegExp(
      `^0$|(?<![\\p{L}])(?:${NOT})(?: \\p{L}{1,12})? ?(?:${LICENCE})|ライセンス.{0,8}(?:いません|なし|未)|라이선스.{0,4}없|lisanss[ıi]z`,
      'u',
    ),
    'unlicensed',
  ],
  [
    /oot|additional|out of tolerance|^3$|zusätzlich|supplémentaire|adicional|aggiuntiv|дополнительн|附加|追加/,
    'ootGrace',
  ],
  [/oob|out of box|initial|^2$|ursprünglich|anfänglich|inicial|iniziale|начальн|初始|初期/, 'oobGrace'],
  [
    /notif|benachrichtig|melding|meddel|oznámení|upozorn|bildirim|ilmoit|értesít|varsel|varsling|underret|powiadom|уведом|通知|알림|^5$/,
    'notification',
  ],
  [new RegExp(`^1$|${LICENCE}`), 'licensed'],
  [/^4$/, 'nonGenuineGrace'],
  [/^6$/, 'extendedGrace'],
]

/** The licence state, whatever tool and language printed it. */
export function licenseStatus(printed: string): string | undefined {
  const lower = printed.toLowerCase()
  const plain = lower.replace(/[-_*]+/g, ' ').trim()
  return PRINTED.get(plain) ?? statusOf(plain) ?? statusOf(mendMisread(plain.toUpperCase()).toLowerCase())
}

const statusOf = (text: string): string | undefined => STATUSES.find(([pattern]) => pattern.test(text))?.[1]

// What tools print in English, sorted once.
const PRINTED = new Map(['licensed', 'unlicensed', 'notification', 'notifications'].map((one) => [one, statusOf(one)]))

// KMS host licences of Office.
const HOST_IDS: Record<string, string> = {
  'bfe7a195-4f8f-4f0b-a622-cf13c7d16864': '2010',
  '2e28138a-847f-42bc-9752-61b03fff33cd': '2013',
  '98ebfe73-2084-4c97-932c-c0cd1643bea7': '2016',
  '70512334-47b4-44db-a233-be5ea33b914c': '2019',
  '47f3b983-7c53-4d45-abc6-bcd91e2dd90a': '2021',
  'f3d89bbf-c0ec-47ce-a8fa-e5a5f97e447f': '2024',
}
const OFFICE_APPLICATIONS = ['0ff1ce15-a989-479d-af46-f275c6370663', '59a52881-a989-479d-af46-f275c6370663']
const WINDOWS_APPLICATION = '55c92734-d682-4d71-983e-d6ec3f16059f'

/** The facts that a SKU ID, Activation ID or Application ID gives away. */
export function factsOfId(id: string): ProductFacts {
  const guid = id.toLowerCase()
  const sku = SKUS[guid]
  if (sku) return { product: sku.product, officeVersion: sku.officeVersion, edition: sku.edition }
  const hostVersion = HOST_IDS[guid]
  if (hostVersion)
    return { product: 'office', officeVersion: hostVersion, machineRole: 'kmsHost', hostActivationId: guid }
  if (OFFICE_APPLICATIONS.includes(guid)) return { product: 'office' }
  return guid === WINDOWS_APPLICATION ? { product: 'windows' } : {}
}

/** The Windows generation behind a build number such as 10.0.17763 or 6.3.9600. */
export function windowsOfBuild(build: string, isServer: boolean): string | undefined {
  const [, major = '', minor = '', number = '0'] = /\b(\d+)\.(\d+)\.(\d+)/.exec(build) ?? []
  if (major === '6') return (isServer ? OLD_SERVERS : OLD_CLIENTS)[minor]
  if (major !== '10') return undefined
  const at = Number(number)
  if (!isServer) return at >= 22_000 ? '11' : '10'
  return NEW_SERVERS.find(([from]) => at >= from)?.[1]
}

const OLD_CLIENTS: Record<string, string> = { 0: 'vista', 1: '7', 2: '8', 3: '8.1' }
const OLD_SERVERS: Record<string, string> = {
  0: 'server-2008',
  1: 'server-2008-r2',
  2: 'server-2012',
  3: 'server-2012-r2',
}
const NEW_SERVERS: [from: number, version: string][] = [
  [26_100, 'server-2025'],
  [20_348, 'server-2022'],
  [17_763, 'server-2019'],
  [14_393, 'server-2016'],
]
