import { type Place, put } from '../draft.ts'
import { createLikelyPatterns, withWords } from './likely-patterns.ts'

const OFFICE_APP =
  '(?:office|word|excel|outlook|powerpoint|access(?! (?:is |was |were |to\\b|has been )?(?:denied|to\\b|rights?|permission|violation|control|point|refused|forbidden|for|from|via|was|is))|visio|project|publisher|onenote|ofice|offce|offic)'
const YEARS = '(2003|2007|2010|2013|2016|2019|2021|2024)'
const BETWEEN =
  '(?: (?:ltsc|pro(?:fessional)?(?: ?plus)?|proplus|standard|std|volume|vl|applications?|package|suite|setup|installation|install|media|wizard|client|host|kms|für|for|version|edition|:|-)){0,3}'

const OFFICE_YEAR = withWords(
  new RegExp(`\\b${OFFICE_APP}${BETWEEN} ?${YEARS}\\b|(?<!server )\\b${YEARS} ${OFFICE_APP}\\b`),
)
// Years that no Windows has in its name, before a word for what is installed.
const YEAR_ALONE = withWords(
  /\b(2007|2010|2013|2021|2024) (?:clients?|pcs?|machines?|installs?|installations?|versions?|users?)\b/,
)
const INTERNAL_NAME = withWords(/\boffice ?(14|15|19|21|24|16(?=[a-z]))(?![\d.])|\boffice(11|12)(?![\d.])/)
const INTERNAL_YEARS: Record<string, string> = {
  11: '2003',
  12: '2007',
  14: '2010',
  15: '2013',
  16: '2016',
  19: '2019',
  21: '2021',
  24: '2024',
}
const OFFICE = withWords(/\b(?:office|word|excel|outlook|powerpoint|visio|onenote|ofice|offce)\b/)
const NOT_THE_OFFICE =
  /\bhome office\b|\b(?:for|does|not|without) office(?: only)?\b(?! \d)|\boffice only\b|\b(?:just|only) for windows\b|\bwindows only\b|\bonly (?:does )?office\b/g
const CODE = /\b(?:0x)?[48c][0-9a-f]{7}\b/g
const WINDOWS_SERVER = withWords(
  /\b(?:windows |win |ms )?(?:server|srv|sevrer) ?(2008|2012|2016|2019|2022|2025)(?: ?(r2))?\b/,
)
const WINDOWS_CLIENT = withWords(
  /\b(?:windows|win|windos|windws|microsoft windows) ?(xp|vista|7|8\.1|8|10|11)\b(?![.\d]\d)/,
)
const BARE_SERVER = withWords(/\bserver (2008|2012|2016|2019|2022|2025)(?: ?(r2))?\b/)
const WINDOWS = withWords(
  /\b(?:windows|windos|windws)\b(?! (?:script host|update|firewall|defender|dns|explorer|store|hello|installer|registry))|\bslmgr/,
)

/** Which product and generation a sentence is about. */
export function readVersions(place: Place, text: string): void {
  const office = OFFICE_YEAR.exec(text)
  put(place, 'officeVersion', office?.[1] ?? office?.[2] ?? internalYear(text) ?? YEAR_ALONE.exec(text)?.[1])
  const server = WINDOWS_SERVER.exec(text) ?? BARE_SERVER.exec(text)
  const client = WINDOWS_CLIENT.exec(text)?.[1]
  put(place, 'windowsVersion', server ? `server-${server[1]}${server[2] ? '-r2' : ''}` : client)
  put(place, 'product', productOf(beforeFirstCode(text)) ?? productOf(text))
}

function internalYear(text: string): string | undefined {
  const [, number, old] = INTERNAL_NAME.exec(text) ?? []
  return INTERNAL_YEARS[number ?? old ?? '']
}

/** With several codes in a sentence the product is the one that the first of them belongs to. */
function beforeFirstCode(text: string): string {
  const codes = [...text.slice(0, 2000).matchAll(CODE)]
  const first = codes[0]
  return first && codes.length > 1 ? text.slice(0, first.index) : ''
}

function productOf(text: string): string | undefined {
  const plain = text.replace(NOT_THE_OFFICE, ' ')
  const isOfficeForSure = OFFICE_YEAR.test(plain) || INTERNAL_NAME.test(plain) || /\bospp/.test(plain)
  if (isOfficeForSure) return 'office'
  const isWindows =
    WINDOWS.test(plain) || WINDOWS_CLIENT.test(plain) || WINDOWS_SERVER.test(plain) || BARE_SERVER.test(plain)
  const isOffice = OFFICE.test(plain)
  if (isOffice && isWindows) return undefined
  return isOffice ? 'office' : isWindows ? 'windows' : undefined
}

const NUMBER = '(32|64|x86|x64)'
const PC = '(?:windows|windws|win|pc|os|system|machine|rechner|computer)'
const IS = '(?:(?:is|are|ist|in|itself|still|only|also|just|the|a|an|noch|[a-z]{3,14}ly) ){0,4}'
// "Windows is 64, Office 32-bit"
const BARE = '(32|64)(?=[,;.]|$| (?:and|und|but|aber)\\b)'
// "Word says in its help that it is 32-bit"
const SAYS = '(?:says?|shows?|reads?|tells?|states?)\\b[^.;,0-9]{0,40}?'
const OFFICE_BITS = new RegExp(
  `\\b${NUMBER}[ -]?(?:bits? )?(?:ms |microsoft )?${OFFICE_APP}\\b|\\b${OFFICE_APP}(?: \\d{4})?${BETWEEN},? ?${IS}${NUMBER}[ -]?bits?\\b(?! ${PC}\\b)|\\b${NUMBER}[ -]?bits? (?:running )?(?:on|auf) (?:an? |einem )?${NUMBER}[ -]?bits?(?= ${PC}\\b)|\\b${OFFICE_APP} ${SAYS} ${NUMBER}[ -]?bits?\\b|\\b${OFFICE_APP}(?: \\d{4})?${BETWEEN} is ${BARE}`,
)
const WINDOWS_BITS = new RegExp(
  `\\b${NUMBER}[ -]?(?:bits? )?${PC}\\b|\\b${PC}(?: ?(?:\\d\\d?|8\\.1))?,? ?${IS}${NUMBER}[ -]?bits?\\b(?! ${OFFICE_APP}\\b)|\\b${PC}(?: ?(?:\\d\\d?|8\\.1))? is ${BARE}`,
)
const ALL_BITS =
  /\b(?:both|everything|all|alles|beides) (?:is |are |ist )?(32|64)|\b(32|64)[ -]?bits? (?:both|everything|everywhere|all|alles)\b/
const OF_ONE = new RegExp(`(?<!\\b(?:and|und|&) )\\b(?:${PC}|${OFFICE_APP}) ${IS}${NUMBER}[ -]?bits? everywhere\\b`)
const TOO = '(?:is |the )?(?:too|also|as well|likewise|same|auch)\\b'
const OFFICE_TOO = new RegExp(`\\b${OFFICE_APP} ${TOO}`)
const WINDOWS_TOO = new RegExp(`\\b${PC} ${TOO}`)

/** How many bits Office and Windows have. */
export function readBits(place: Place, text: string): void {
  if (!/32|64|x86/.test(text)) return
  // "Windows is 64-bit everywhere" speaks of all PCs, not of all products.
  const found = OF_ONE.test(text) ? undefined : ALL_BITS.exec(text)
  const office = bitsIn(OFFICE_BITS, text)
  const windows = bitsIn(WINDOWS_BITS, text)
  const both = bits(found?.[1] ?? found?.[2])
  put(place, 'officeBits', both ?? office ?? (OFFICE_TOO.test(text) ? windows : undefined))
  put(place, 'windowsBits', both ?? windows ?? (WINDOWS_TOO.test(text) ? office : undefined))
}

function bitsIn(pattern: RegExp, text: string): string | undefined {
  return bits(
    pattern
      .exec(text)
      ?.slice(1)
      .find((one) => one !== undefined),
  )
}

function bits(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return text === '64' || text === 'x64' ? '64' : '32'
}

const EDITIONS: { pattern: RegExp; edition: string }[] = [
  { pattern: /\bpro(?:fessional)? ?plus\b|\bpro ?\+/, edition: 'ProPlus' },
  { pattern: /\bproject (?:pro(?:fessional)?)\b/, edition: 'ProjectPro' },
  { pattern: /\bproject (?:std|standard)\b/, edition: 'ProjectStd' },
  { pattern: /\bvisio (?:pro(?:fessional)?|prem(?:ium)?)\b/, edition: 'VisioPro' },
  { pattern: /\bvisio (?:std|standard)\b/, edition: 'VisioStd' },
  { pattern: /\bdatacenter\b/, edition: 'Datacenter' },
  { pattern: /\b(?:office|server)(?: \d{4})?(?: r2)? (?:std|standard)\b|\bstandard edition\b/, edition: 'Standard' },
  { pattern: /\b(?:windows|win|win7|win10|win11)(?: \d\d?(?:\.1)?)? (?:enterprise|ent)\b/, edition: 'Enterprise' },
  { pattern: /\b(?:windows|win|win7|win10|win11)(?: \d\d?(?:\.1)?)? (?:pro|professional)\b/, edition: 'Pro' },
  { pattern: /\b(?:windows|win|win7|win10|win11)(?: \d\d?(?:\.1)?)? education\b/, edition: 'Education' },
]

const likelyEditions = createLikelyPatterns(EDITIONS)

/** The edition a sentence names. */
export function readEdition(place: Place, text: string): void {
  put(place, 'edition', likelyEditions(text).find(({ pattern }) => pattern.test(text))?.edition)
}
