/** The runs of Latin letters and digits of a text, as numbers: a long text has tens of thousands. */
export type TokenTable = {
  count: number
  start: Int32Array
  end: Int32Array
  digits: Uint8Array
  /** 1 where every character can stand in a product key. */
  fitsKey: Uint8Array
}

const DIGIT = 1
const OF_TOKEN = 2
const FITS_KEY = 4
const MOST_DIGITS = 255
const SIGNS = 128

const CLASSES = new Uint8Array(SIGNS)
for (let code = 0; code < SIGNS; code += 1) {
  const sign = String.fromCharCode(code)
  const kind = /\d/.test(sign) ? OF_TOKEN + DIGIT : /[a-z]/i.test(sign) ? OF_TOKEN : 0
  CLASSES[code] = kind + (/[bcdfghjkmnpqrtvwxy2346789]/i.test(sign) ? FITS_KEY : 0)
}

/** Cuts a text into tokens in one pass. */
export function tokensOf(text: string): TokenTable {
  const { length } = text
  const first = text.search(/[a-z\d]/i)
  const most = first === -1 ? 0 : ((length - first) >> 1) + 1
  const [start, end] = [new Int32Array(most), new Int32Array(most)]
  const [digits, fitsKey] = [new Uint8Array(most), new Uint8Array(most)]
  let count = 0
  for (let at = first === -1 ? length : first; at < length; at += 1) {
    const from = at
    let numbers = 0
    let common = FITS_KEY
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at)
      const kind = code < SIGNS ? (CLASSES[code] ?? 0) : 0
      if (kind === 0) break
      numbers += kind & DIGIT
      common &= kind
    }
    if (at === from) continue
    start[count] = from
    end[count] = at
    digits[count] = numbers < MOST_DIGITS ? numbers : MOST_DIGITS
    fitsKey[count] = common >> 2
    count += 1
  }
  return { count, start, end, digits, fitsKey }
}
