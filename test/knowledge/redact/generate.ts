import { readFileSync } from 'node:fs'
import fc from 'fast-check'

/** A generated text of one class, and the pieces that may not be found again. */
export type Canary = { text: string; pieces: string[] }

type Form = { breaks?: boolean; forms: string[] }
type Classes = { secrets: Record<string, Form>; identifiers: Record<string, Form> }

/** The 14 classes, from their data. */
export const CLASSES: Classes = JSON.parse(
  readFileSync(new URL('../../fixtures/redact/classes.json', import.meta.url), 'utf8'),
)

const KEY_SIGNS = [...'BCDFGHJKMNPQRTVWXY2346789']
const signs = (from: string, length: number) =>
  fc.array(fc.constantFrom(...from), { minLength: length, maxLength: length }).map((all) => all.join(''))
const digits = (length: number) =>
  // What is to be found again must not be an accident: four of one digit stand anywhere.
  signs('0123456789', length).filter((text) => length < 4 || new Set(text).size > 2)
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const ALNUM = `${LETTERS}${LETTERS.toUpperCase()}0123456789`

// A key has letters and digits and begins with both kinds; one in five thousand has fewer than three digits.
const key = fc
  .tuple(signs('BCDFGHJKMNPQRTVWXY', 6), signs('2346789', 3), signs(KEY_SIGNS.join(''), 16))
  .chain(([letters, some, rest]) => {
    const all = [...letters, ...some, ...rest]
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
  })
  .map((all) => all.join(''))
const cut = (text: string, size: number, by: string) => (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(by)
const FIRST = fc.constantFrom('katharina', 'jürgen', 'björn', 'wolfgang', 'oleksandr', 'maryam', 'françois')
const LAST = fc.constantFrom('vandenberg', 'müller-lüdenscheidt', 'szczepaniak', 'oconnor', 'baumgartner')

const PIECES: Record<string, fc.Arbitrary<string>> = {
  key: key.map((one) => cut(one, 5, '-')),
  keyBlanks: key.map((one) => cut(one, 5, ' ')),
  keyDots: key.map((one) => cut(one, 5, '.')),
  keyRun: key,
  keySpaced: key.map((one) => [...one].join(' ')),
  keySixes: key.map((one) => cut(one, 6, '-')),
  keyLower: key.map((one) => cut(one, 5, '-').toLowerCase()),
  pass: fc
    .tuple(fc.constantFrom('Sommer', 'Winter', 'Hunter', 'Tr0ub'), digits(4), fc.constantFrom('!', '#', '$x', '_A'))
    .map((all) => all.join('')),
  first: FIRST,
  last: LAST,
  login: fc.tuple(FIRST, digits(2)).map(([name, number]) => `${name.slice(0, 1)}${name.slice(2, 7)}${number}`),
  DOMAIN: fc.constantFrom('ACMEHQ', 'KRANKENHAUS', 'STADTWERKE', 'Uni-Bremen'),
  label: fc.constantFrom('verwaltung', 'hauptsitz', 'emea', 'zentrale'),
  zone: fc.constantFrom('acme-hq.de', 'krankenhaus.local', 'stadtwerke.intern', 'unibw.co.uk', 'hq.acme.corp'),
  netbios: fc
    .tuple(fc.constantFrom('srvkms', 'NB-', 'WSUS', 'HQ-KMS-', 'pc', 'VM-APP', 'zeus', 'FIN-DC'), digits(3))
    .map((all) => all.join('')),
  ipv4: fc
    .tuple(
      fc.constantFrom('10.', '172.17.', '192.168.', '87.123.'),
      fc.integer({ min: 1, max: 254 }),
      fc.integer({ min: 1, max: 254 }),
    )
    .map(([start, a, b]) => (start === '10.' ? `10.20.${a}.${b}` : `${start}${a}.${b}`)),
  ipv6: fc
    .array(
      signs('0123456789abcdef', 4).map((one) => `1${one.slice(1)}`),
      { minLength: 8, maxLength: 8 },
    )
    .map((all) => all.join(':')),
}

function piece(name: string): fc.Arbitrary<string> {
  const known = PIECES[name]
  if (known) return known
  const [, kind = '', size = '0'] = /^([a-z]+?)(\d+)$/.exec(name) ?? []
  if (kind === 'd') return digits(Number(size)).map((one) => (Number(size) > 8 ? one.replace(/^0/, '1') : one))
  if (kind === 'hex') return signs('0123456789abcdef', Number(size))
  if (kind === 'b') return signs(`${ALNUM}-_`, Number(size)).map((one) => `A1${one.slice(2)}`)
  if (kind === 'alnum') return signs(ALNUM, Number(size)).map((one) => `A1${one.slice(2)}`)
  throw new Error(`There is no piece ${name}.`)
}

/** Makes texts of one form. */
export function ofForm(form: string): fc.Arbitrary<Canary> {
  const parts = form.split(/(\{!?\w+\})/)
  const made = parts.map((part) => {
    const [, mark, name] = /^\{(!?)(\w+)\}$/.exec(part) ?? []
    return name === undefined
      ? fc.constant({ text: part, isCanary: false })
      : piece(name).map((text) => ({ text, isCanary: mark === '!' }))
  })
  return fc.tuple(...made).map((all) => ({
    text: all.map(({ text }) => text).join(''),
    pieces: all.filter(({ isCanary }) => isCanary).map(({ text }) => text),
  }))
}

const WIDTH = 80
const wrap = (text: string, width: number): string => {
  const filled = `${'The tool was run as you said and this came out of it, see here please:'.padEnd(width - Math.ceil(text.length / 2) - 1, ' :')} ${text}`
  return filled.length > 3 * width ? text : filled.replace(new RegExp(`(.{${width}})(?=.)`, 'gu'), '$1\n')
}
const each = (text: string, change: (sign: string) => string): string => [...text].map(change).join('')

/** What mail programs, editors and terminals do to a text. */
export const DISTORTIONS: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'in a sentence': (text) => `It was not activated, see: ${text}\nand nothing else`,
  'with en dashes': (text) => text.replaceAll('-', '\u2013'),
  'with other dashes': (text) => text.replaceAll('-', '\u2011'),
  'in full-width forms': (text) =>
    each(text, (sign) => (/[!-~]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign)),
  'with zero-width spaces': (text) => text.replace(/(\S{3})/g, '$1\u200b'),
  'with soft hyphens': (text) => text.replace(/(\w{4})/g, '$1\u00ad'),
  'with no-break spaces': (text) => text.replaceAll(' ', '\u00a0'),
  'between bidi marks': (text) => `\u2066${text}\u2069`,
  quoted: (text) => `> hello\n> ${text.replaceAll('\n', '\n> ')}\n> bye`,
  'with Windows line ends': (text) => `hello\r\n${text.replace(/\r?\n/g, '\r\n')}\r\nbye`,
  'wrapped at 80 columns': (text) => wrap(text, WIDTH),
  'wrapped at 80 columns and quoted': (text) => `> ${wrap(text, WIDTH).replaceAll('\n', '\n> ')}`,
}

/** A line break anywhere within, plain or in quoted mail. */
export function broken({ text, pieces }: Canary): fc.Arbitrary<Canary> {
  const [first = ''] = pieces
  const from = text.indexOf(first) + 1
  return fc
    .tuple(
      fc.integer({ min: from, max: Math.max(from, text.length - 1) }),
      fc.constantFrom('\n', '\r\n', '\n> ', '-\n'),
    )
    .map(([at, by]) => ({ text: `${text.slice(0, at)}${by === '-\n' ? '\n' : by}${text.slice(at)}`, pieces }))
}
