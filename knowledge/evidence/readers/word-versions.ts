import { type Place, put } from '../draft.ts'

const OFFICE_APP = '(?:office|word|excel|outlook|powerpoint|access|visio|project|publisher|onenote|ofice|offce|offic)'
const YEARS = '(2003|2007|2010|2013|2016|2019|2021|2024)'
const BETWEEN =
  '(?: (?:ltsc|pro(?:fessional)?(?: ?plus)?|proplus|standard|std|volume|vl|applications?|wizard|client|host|kms|für|for|version|edition|:|-)){0,3}'

const OFFICE_YEAR = new RegExp(`\\b${OFFICE_APP}${BETWEEN} ?${YEARS}\\b|\\b${YEARS} ${OFFICE_APP}\\b`)
const OFFICE_FOLDER = /\boffice ?(14|15)\b/
const FOLDER_YEARS: Record<string, string> = { 14: '2010', 15: '2013' }
const OFFICE = new RegExp(`\\b${OFFICE_APP}\\b|\\bospp`)
const WINDOWS_SERVER = /\b(?:windows |win |ms )?(?:server|srv|sevrer) ?(2008|2012|2016|2019|2022|2025)(?: ?(r2))?\b/
const WINDOWS_CLIENT = /\b(?:windows|win|windos|windws|microsoft windows) ?(xp|vista|7|8\.1|8|10|11)\b(?!\.\d)/
const BARE_SERVER = /\bserver (2008|2012|2016|2019|2022|2025)(?: ?(r2))?\b/
const WINDOWS =
  /\bwindows (?:activation|enterprise|pro\b|education|client|vm|is|isn't|activat|says|licen|clients)|\bslmgr|\bwindows[ -](?:server|pc|laptop|rechner)/

/** Which product and generation a sentence is about. */
export function readVersions(place: Place, text: string): void {
  const office = OFFICE_YEAR.exec(text)
  const year = office?.[1] ?? office?.[2] ?? FOLDER_YEARS[OFFICE_FOLDER.exec(text)?.[1] ?? '']
  put(place, 'officeVersion', year)
  const server = WINDOWS_SERVER.exec(text) ?? BARE_SERVER.exec(text)
  const client = WINDOWS_CLIENT.exec(text)?.[1]
  const version = server ? `server-${server[1]}${server[2] ? '-r2' : ''}` : client
  put(place, 'windowsVersion', version)
  const isOffice = year !== undefined || OFFICE.test(text.replace(/\b(?:not|kein|without) office\b/, ''))
  const isWindows = WINDOWS.test(text) || version !== undefined
  // Both: Office runs on some Windows; only Windows is what remains when Office is not named.
  if (isOffice) put(place, 'product', 'office')
  else if (isWindows) put(place, 'product', 'windows')
}

const NUMBER = '(32|64|x86|x64)'
const PC = '(?:windows|windws|win|pc|os|system|machine|rechner|computer)'
const OFFICE_BITS = new RegExp(
  `\\b${NUMBER}[ -]?(?:bits? )?(?:ms |microsoft )?${OFFICE_APP}\\b|\\b${OFFICE_APP}(?: \\d{4})? ?(?:is |ist |in )?${NUMBER}[ -]?bits?\\b`,
)
const WINDOWS_BITS = new RegExp(
  `\\b${NUMBER}[ -]?(?:bits? )?${PC}\\b|\\b(?:windows|win)(?: (?:\\d\\d?|8\\.1))? ?(?:is |ist )?${NUMBER}[ -]?bits?\\b`,
)
const ALL_BITS = /\b(?:both|everything|all|alles|beides) (?:is |are |ist )?(32|64)/

/** How many bits Office and Windows have. */
export function readBits(place: Place, text: string): void {
  if (!/32|64|x86/.test(text)) return
  const both = ALL_BITS.exec(text)?.[1]
  const office = OFFICE_BITS.exec(text)
  const windows = WINDOWS_BITS.exec(text)
  put(place, 'officeBits', both ?? bits(office?.[1] ?? office?.[2]))
  put(place, 'windowsBits', both ?? bits(windows?.[1] ?? windows?.[2]))
}

function bits(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return text === '64' || text === 'x64' ? '64' : '32'
}

const EDITIONS: [pattern: RegExp, edition: string][] = [
  [/\bpro(?:fessional)? ?plus\b|\bpro ?\+/, 'ProPlus'],
  [/\bproject (?:pro(?:fessional)?)\b/, 'ProjectPro'],
  [/\bproject (?:std|standard)\b/, 'ProjectStd'],
  [/\bvisio (?:pro(?:fessional)?|prem(?:ium)?)\b/, 'VisioPro'],
  [/\bvisio (?:std|standard)\b/, 'VisioStd'],
  [/\bdatacenter\b/, 'Datacenter'],
  [/\b(?:office|server)(?: \d{4})?(?: r2)? (?:std|standard)\b|\bstandard edition\b/, 'Standard'],
  [/\b(?:windows|win|win7|win10|win11)(?: \d\d?(?:\.1)?)? (?:enterprise|ent)\b/, 'Enterprise'],
  [/\b(?:windows|win|win7|win10|win11)(?: \d\d?(?:\.1)?)? (?:pro|professional)\b/, 'Pro'],
  [/\b(?:windows|win|win7|win10|win11)(?: \d\d?(?:\.1)?)? education\b/, 'Education'],
]

/** The edition a sentence names. */
export function readEdition(place: Place, text: string): void {
  put(place, 'edition', EDITIONS.find(([pattern]) => pattern.test(text))?.[1])
}
