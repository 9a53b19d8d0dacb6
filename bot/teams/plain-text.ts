const NAMED: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['amp', '&'],
])

// Every pattern begins where the next one may not stand, so that each is linear.
const LINE_ENDS = /<br\s{0,4}\/?>|<\/(?:p|div|li|tr|pre|codeblock|blockquote|h[1-6])\s{0,4}>/gi
const CELL_ENDS = /<\/t[dh]\s{0,4}>/gi
const TAGS = /<[a-z/!][^<>]*>/gi
const ENTITIES = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi

/** What a message of Teams says, as plain text: its lines stay lines. */
export function plainText(html: string): string {
  return html
    .replace(/\r?\n/g, '\n')
    .replace(LINE_ENDS, '\n')
    .replace(CELL_ENDS, '\t')
    .replace(TAGS, '')
    .replace(ENTITIES, decode)
    .replaceAll('\u00a0', ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function decode(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? whole
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : ''
}
