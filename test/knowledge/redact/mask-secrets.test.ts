import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskSecrets, normalise, readEvidence } from '../../../knowledge/index.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 200)
const LETTERS = [...'BCDFGHJKMNPQRTVWXY']
const DIGITS = [...'2346789']
// A real key has digits; the first characters are of both kinds, the rest is free.
const key = fc
  .tuple(
    fc.array(fc.constantFrom(...LETTERS), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom(...DIGITS), { minLength: 3, maxLength: 3 }),
    fc.array(fc.constantFrom(...LETTERS, ...DIGITS), { minLength: 16, maxLength: 16 }),
  )
  .chain(([letters, digits, rest]) =>
    fc.shuffledSubarray([...letters, ...digits, ...rest], { minLength: 25, maxLength: 25 }),
  )
  .map((characters) => characters.join(''))

const groups = (characters: string, size: number): string[] => characters.match(new RegExp(`.{1,${size}}`, 'g')) ?? []

const BREAKS: Record<string, (characters: string) => string> = {
  dashes: (one) => groups(one, 5).join('-'),
  'en dashes': (one) => groups(one, 5).join('–'),
  blanks: (one) => groups(one, 5).join(' '),
  'blanks around dashes': (one) => groups(one, 5).join(' - '),
  dots: (one) => groups(one, 5).join('.'),
  tabs: (one) => groups(one, 5).join('\t'),
  'no separator': (one) => one,
  'lower case': (one) => groups(one, 5).join('-').toLowerCase(),
  'zero-width characters': (one) =>
    groups(one, 5)
      .join('-')
      .replace(/(.{3})/g, '$1\u200b'),
  'full width': (one) =>
    groups(one, 5)
      .join('-')
      .replace(/[A-Z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  'one character each': (one) => [...one].join(' '),
  'other groups': (one) => groups(one, 6).join('-'),
  'wrapped in the middle': (one) =>
    groups(one, 5)
      .join('-')
      .replace(/^(.{13})/, '$1\n'),
  'wrapped at a dash': (one) =>
    groups(one, 5)
      .join('-')
      .replace(/^(.{12})/, '$1\r\n'),
  'wrapped and quoted': (one) =>
    `> ${groups(one, 5)
      .join('-')
      .replace(/^(.{12})/, '$1\n> ')}`,
}

const surroundings = fc.constantFrom(
  ['', ''],
  ['slmgr /ipk ', ''],
  ['our key is ', ' ok?'],
  ['Key: ', '\nERROR CODE: 0xC004F050'],
)

/** The longest part of a secret that is still readable. */
function longestLeft(masked: string, secret: string): number {
  // What the mask shows of a key is what tools print of it.
  const bare = normalise(masked)
    .replaceAll(`*${secret.slice(-5).toUpperCase()}]`, ']')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
  let longest = 0
  for (let from = 0; from < secret.length; from += 1) {
    let length = longest + 1
    while (from + length <= secret.length && bare.includes(secret.slice(from, from + length))) length += 1
    longest = Math.max(longest, length - 1)
  }
  return longest
}

describe('maskSecrets', () => {
  it.each(Object.keys(BREAKS))('hides a product key with %s', (name) => {
    fc.assert(
      fc.property(key, surroundings, (characters, [before = '', after = '']) => {
        const broken = BREAKS[name]?.(characters) ?? ''
        const { masked, keys } = readEvidence(`${before}${broken}${after}`)
        expect(keys.length).toBeGreaterThan(0)
        // Four characters in a row may stand in any text, five never.
        expect(longestLeft(masked, characters)).toBeLessThan(5)
      }),
      { numRuns: RUNS },
    )
  })

  const digit = fc.constantFrom(...'0123456789')
  it.each([
    ['installation id of 63 digits', 63, 7, '[installation id hidden]'],
    ['installation id of 54 digits', 54, 6, '[installation id hidden]'],
    ['confirmation id of 48 digits', 48, 6, '[confirmation id hidden]'],
  ] as const)('hides an %s in any grouping', (_name, length, size, mark) => {
    const id = fc.array(digit, { minLength: length, maxLength: length }).map((one) => one.join(''))
    fc.assert(
      fc.property(id, fc.constantFrom('', '-', ' ', '\n', ' - '), (digits, separator) => {
        const text = `the id: ${groups(digits, size).join(separator)} .`
        const { masked } = maskSecrets(text)
        expect(masked).toContain(mark)
        expect(masked).not.toMatch(/\d{2}/)
      }),
    )
  })

  it('hides groups that are read out with their letters', () => {
    const { masked } = maskSecrets('A: 123456 B: 234567 C: 345678 D: 456789 E: 567890 F: 678901 G: 789012 H: 890123')
    expect(masked).not.toMatch(/\d{3}/)
  })

  it('hides passwords and tokens', () => {
    const { masked, keys } = maskSecrets(
      'cscript ospp.vbs password: Sommer2024! and Authorization: Bearer abcdefghijkl',
    )
    expect(masked).not.toMatch(/Sommer|abcdefgh/)
    expect(keys.map((one) => one.kind)).toEqual(['password', 'token'])
  })

  it.each(['пароль: Zima2024', 'Kennwort = Sommer2024', 'contraseña: Verano24'])('hides the password of %s', (text) => {
    expect(maskSecrets(text).masked).toContain('[password hidden]')
    expect(maskSecrets(text).masked).not.toMatch(/24/)
  })

  it('keeps published setup keys', () => {
    const { keys: published } = JSON.parse(readFileSync('knowledge/data/gvlks.json', 'utf8')) as {
      keys: { key: string }[]
    }
    for (const { key: one } of published) expect(maskSecrets(`slmgr /ipk ${one} x`).masked).toContain(one)
  })

  it('keeps the last five characters, placeholders, ids, versions, commands and codes', () => {
    const lines = readFileSync('test/fixtures/pastes/harmless.txt', 'utf8')
    expect(maskSecrets(lines).masked).toBe(lines)
  })

  it('keeps the sample pastes but for installation ids', () => {
    const samples = JSON.parse(readFileSync('test/fixtures/pastes/samples.json', 'utf8')) as { text: string }[]
    for (const { text } of samples) {
      const without = text
        .replace(/\d{54,63}/g, '[installation id hidden]')
        .replace(/-\d{3}-\d{6}-(?=\d\d-\d{4}-)/g, '-[serial hidden]-')
        .replaceAll('\r\n', '\n')
      expect(maskSecrets(normalise(text)).masked).toBe(without)
    }
  })

  it('keeps every line at its number', () => {
    const { masked } = maskSecrets('NMMKJ-6RK4F\n-KMJVX-8D9MJ-\n7QX4T\n0xC004F050')
    expect(masked.split('\n')[3]).toBe('0xC004F050')
  })

  it('leaves no secret in facts', () => {
    const text =
      'Installation ID for: Office 16, Office16VisioProVL_MAK edition: 020650770493837252929082195773527024195725809211989214111111111'
    expect(JSON.stringify(readEvidence(text))).not.toContain('0206507704')
    expect(JSON.stringify(readEvidence(text, { keepSecrets: true }).facts)).toContain('0206507704')
  })
})
