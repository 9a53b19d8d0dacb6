import { describe, expect, it } from 'vitest'
import { readEvidence } from '../../../knowledge/index.ts'
import { cpuMilliseconds } from '../../support/cpu-time.ts'

const SHAPES = [
  ...[
    '12345-',
    '0x',
    '(((',
    ' ',
    '\u0301',
    'a\u0301\u0302',
    'A-',
    ':',
    '\n',
    '0xC004F074',
    '1',
    '>',
    '\t',
    '<',
    '"a",',
    '0x1,',
  ],
  ...[
    'BCDFG-',
    'BCDFG 2',
    'a... ',
    'kms port ',
    'office 2013 ',
    'C:\\',
    'RETAIL channel, ',
    'password: x ',
    '[]',
    '0x8007 ',
  ],
  ...['Name: x\n', 'a b\n', 'svr hostname = a\n', 'LICENSE NAME: Office 15, x edition\n', 'ERROR CODE: 0xC004F074\n'],
  ...[
    '---Processing---\n',
    '123456 ',
    'abcdef01 ',
    `${'x'.repeat(79)}\n`,
    '0x8007000D, 0x00000000, kms:1688, ',
    '*** \n',
    '= ',
  ],
  ...[
    'LICENSE NAME: ERROR CODE: ',
    '[10:42] Jane Doe: x\n',
    'Name LicenseStatus\n',
    'pc-1: x\n',
    '... Error: 0x',
    'a-1 | ',
  ],
  ...[
    "C:\\>nslookup -type=srv _vlmcs._tcp\nServer: a\n*** a can't find _vlmcs._tcp: Query refused\n",
    "Computer: pc-1\nPublishing the Key Managment Service (KMS) to DNS in the 'a.example' domain failed.\n",
    'Computer: pc-1\n0xC004F074, 0x00000000, kms01:1688, d90c4e17-8ba3-4f62-91d5-3e7f06a2c8b4, 2024/04/22 13:05\n',
    'System error 1058 has occurred.\n',
    '---Processing---\nERROR CODE: 0xC004F050\n<Product key uninstall successful>\n',
  ],
  ...['x, y, z\n', 'office, y, z\n', 'ab | cd | ef\n', '"pc-1","Windows","x"\n', 'name;status;office;\n', '-abcd'],
]
const SMALL = 16 * 1024
const FACTOR = 16
// A linear reader needs 16 times as long for 16 times the text, a quadratic one 256 times. Below the floor a clock measures noise.
const MOST = FACTOR * 4
const FLOOR = 2
// What is linear with a large factor is too slow as well. Measured: 420 ms at most, on a busy machine.
const SLOWEST = 2500

function milliseconds(text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3; run += 1) {
    best = Math.min(
      best,
      cpuMilliseconds(() => readEvidence(text)),
    )
  }
  return best
}

describe('readEvidence: growth', () => {
  it.each(SHAPES.map((shape) => [JSON.stringify(shape).slice(0, 40), shape]))(
    'is linear in the length of %s',
    (_, shape) => {
      const text = (size: number): string => shape.repeat(Math.ceil(size / shape.length))
      const small = milliseconds(text(SMALL))
      const large = milliseconds(text(SMALL * FACTOR))
      expect(large / Math.max(small, FLOOR)).toBeLessThan(MOST)
      expect(large).toBeLessThan(SLOWEST)
    },
  )
})
