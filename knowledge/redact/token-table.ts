/** The runs of Latin letters, digits and underscores of a text, as numbers: a long text has tens of thousands. */
export type TokenTable = {
  count: number
  start: Int32Array
  end: Int32Array
  digits: Uint8Array
  /** 1 where every character can stand in a product key. */
  fitsKey: Uint8Array
}

const OUTSIDE = 0
const LETTER = 1
const DIGIT = 2
const UNDERSCORE = 3
const FITS_KEY = 4
const MOST_DIGITS = 255

const CLASSES = new Uint8Array(128)
for (let code = 0; code < 128; code += 1) {
  const sign = String.fromCharCode(code)
  const kind = /[a-z]/i.test(sign) ? LETTER : /\d/.test(sign) ? DIGIT : sign === '_' ? UNDERSCORE : OUTSIDE
  CLASSES[code] = kind + (/[bcdfghjkmnpqrtvwxy2346789]/i.test(sign) ? FITS_KEY : 0)
}

/** Cuts a text into tokens in one pass. */
export function tokensOf(text: string): TokenTable {
  const most = (text.length >> 1) + 1
  const table = {
    count: 0,
    start: new Int32Array(most),
    end: new Int32Array(most),
    digits: new Uint8Array(most),
    fitsKey: new Uint8Array(most),
  }
  for (let at = 0; at < text.length; ) {
    if (classAt(text, at) === OUTSIDE) at += 1
    else at = addToken(table, text, at)
  }
  return table
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 128 ? (CLASSES[code] ?? OUTSIDE) : OUTSIDE
}

function addToken(table: TokenTable, text: string, start: number): number {
  let at = start
  let digits = 0
  let common = FITS_KEY
  for (let kind = classAt(text, at); kind !== OUTSIDE; kind = classAt(text, at)) {
    if ((kind & 3) === DIGIT) digits += 1
    common &= kind
    at += 1
    if (at >= text.length) break
  }
  const { count } = table
  table.start[count] = start
  table.end[count] = at
  table.digits[count] = Math.min(digits, MOST_DIGITS)
  table.fitsKey[count] = common === 0 ? 0 : 1
  table.count = count + 1
  return at
}
