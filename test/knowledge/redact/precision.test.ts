import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { createPseudonyms, maskSecrets, normalise } from '../../../knowledge/index.ts'

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const PASTES = 'test/fixtures/pastes'
// What does identify somebody, or is a secret, in the corpora below: each read and judged once.
const TRUE = new RegExp(
  (JSON.parse(read('test/fixtures/redact/true-in-corpora.json')) as { patterns: string[] }).patterns.join('|'),
)
const MOST_FALSE = 0.005

const { codes } = JSON.parse(read('knowledge/data/codes.json')) as { codes: { code: string }[] }
const { keys } = JSON.parse(read('knowledge/data/gvlks.json')) as { keys: { key: string; name: string }[] }

function linesOf(): string[] {
  const files = [
    ...readdirSync(new URL(`../../../${PASTES}`, import.meta.url)).map((file) => `${PASTES}/${file}`),
    ...readdirSync(new URL('../../../knowledge/documents', import.meta.url)).map(
      (file) => `knowledge/documents/${file}`,
    ),
  ].filter((file) => /\.(?:txt|md)$/.test(file))
  const spelled = codes.flatMap(({ code }) => [code, `ERROR CODE: ${code}`, `${Number(code) | 0}`, `(${Number(code)})`])
  return [...new Set([...files.flatMap((file) => normalise(read(file)).split('\n')), ...spelled])]
}

describe('maskSecrets and createPseudonyms: precision', () => {
  it('change at most one in two hundred of the lines of outputs, commands, codes, builds and GUIDs that name nobody', () => {
    const lines = linesOf().filter((line) => line.trim() !== '' && !TRUE.test(line))
    expect(lines.length).toBeGreaterThan(2000)
    const changed = lines.filter(
      (line) =>
        createPseudonyms()
          .apply(line)
          .replace(/ \[GVLK [^\]]+\]/g, '') !== line,
    )
    expect(changed.length / lines.length, changed.join('\n')).toBeLessThanOrEqual(MOST_FALSE)
  })

  it.each([
    '0xC004F074, 0x00000000, kms01.contoso.com:1688, 9b7f1f7a-3a41-4e35-8d57-7a0b43a1c9f3, 2024/03/04 10:15, 0, 1, 257812',
    'Version 10.0.22621.3155, build 7601.24545, 16.0.17328.20162, Office LTSC 2021, KB5001234, UTF-8, SHA-256',
    'SKU ID: b322da9c-a2e2-4058-9e4e-f59a6970bd69, PRODUCT ID: 00454-30000-00000-AA077, -1073418124, 3221549172',
    'cscript "C:\\Program Files (x86)\\Microsoft Office\\Office16\\ospp.vbs" /sethst:kms01.corp.example',
    'slmgr.vbs /skms azkms.core.windows.net:1688 and ping activation-v2.sls.microsoft.com, see https://aka.ms/kms',
    'NT AUTHORITY\\SYSTEM, BUILTIN\\Administrators, S-1-5-18, C:\\Users\\Public, HKLM\\SOFTWARE\\Microsoft, 127.0.0.1, ::1',
    'reg query "HKLM\\SOFTWARE\\Microsoft\\Windows Script Host\\Settings" /v Enabled',
    'Server: UnKnown, host name: not available, password protected, the token is invalid, by phone, 2024-03-04 10:15:22',
    'a product installed on Windows-10 or server-2019, win32 error, step-10, x86-64',
  ])('keep %s', (line) => {
    expect(createPseudonyms().apply(line)).toBe(line)
  })

  it(`keep all ${keys.length} published setup keys and say what they are for`, () => {
    expect(keys.length).toBeGreaterThan(130)
    for (const { key, name } of keys) {
      const line = `the key ${key} is set`
      expect(maskSecrets(line).masked).toBe(line)
      expect(createPseudonyms().apply(line)).toContain(`${key} [GVLK `)
      expect(createPseudonyms().apply(`slmgr /ipk ${key}`)).toBe(`slmgr /ipk ${key}`)
      expect(name).not.toBe('')
    }
  })
})
