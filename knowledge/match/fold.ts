const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ŉ: 'n',
  '\u2018': "'",
  '\u2019': "'",
  '\u201A': "'",
  '\u201B': "'",
  '\u02BC': "'",
  '\u0060': "'",
  '\u00B4': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2015': '-',
  '\u2212': '-',
}
const INVISIBLE = /\u00AD|\p{Mn}|[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u

// One string per UTF-16 unit, filled when first met: `String.normalize` on a whole paste is quadratic in
// combining marks (11 s at 100 KB), this is one array access a character.
const table: (string | undefined)[] = new Array(0x10000)

function foldUnit(unit: number): string {
  const character = String.fromCharCode(unit)
  if (INVISIBLE.test(character) || (unit >= 0xd800 && unit <= 0xdfff)) return ''
  const lower = character.toLowerCase()
  const letter = LETTERS[lower]
  if (letter !== undefined) return letter
  const narrow = unit < 0x3000 || (unit >= 0xff00 && unit <= 0xffef)
  if (!narrow) return lower
  return lower
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

// Runs of what is no plain ASCII, with the one ASCII sign that is a quote.
const SPECIAL = /[^\t\n\r -_a-~]+/g

/** Folds a text for matching: lower case, plain Latin letters, plain quotes and dashes, nothing invisible. */
export function fold(text: string): string {
  return text.replace(SPECIAL, foldRun).toLowerCase()
}

function foldRun(run: string): string {
  let folded = ''
  for (let index = 0; index < run.length; index += 1) {
    const unit = run.charCodeAt(index)
    let piece = table[unit]
    if (piece === undefined) {
      piece = foldUnit(unit)
      table[unit] = piece
    }
    folded += piece
  }
  return folded
}
