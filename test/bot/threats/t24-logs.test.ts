import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'

import { captureConsole, createLog, type LogFields } from '../../../bot/log.ts'

const TRICKS = [
  '\n{"level":"info","event":"forged"}',
  '\r\nlevel=info event=forged',
  '\u001b[2K\u001b[1A',
  '\u2028{"event":"forged"}',
  '\u0000',
  '"},{"event":"forged',
  '\\u000a{"event":"forged"}',
  '\u202eforged',
  '\ud800',
  '%0a{"event":"forged"}',
]
const HOSTILE = Array.from(
  { length: 200 },
  (_, n) => `${TRICKS[n % TRICKS.length]}${'x'.repeat(n)}${TRICKS[(n * 7) % TRICKS.length]}`,
)

function record(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const written: string[] = []
  write(createLog('info', { write: (line) => void written.push(line) }))
  return written
}

const original = { ...console }
afterEach(() => void Object.assign(console, original))

describe('T24 the log', () => {
  it('writes one line that parses for each of 200 hostile strings in any field', () => {
    for (const text of HOSTILE) {
      const fields = { event: text, kind: text, topic: text, reason: text, key: text, effects: [text], count: 1 }
      const lines = record((log) => log.info(fields))
      expect(lines).toHaveLength(1)
      expect(lines[0]).toMatch(/^[\x20-\x7e]+\n$/)
      const line = JSON.parse(lines[0] ?? '')
      expect(Object.keys(line)).toEqual([
        'level',
        'time',
        'event',
        'kind',
        'topic',
        'effects',
        'reason',
        'key',
        'count',
      ])
      expect(line.event).toMatch(/^[\x20-\x7e]{0,500}$/)
    }
  })

  it('leaves out what is not on its list, however deep', () => {
    const fields = {
      event: 'turn',
      text: 'canary',
      token: 'canary',
      authorization: 'canary',
      deep: { a: { token: 'canary' } },
      topic: { text: 'canary' } as unknown as string,
      effects: [{ words: 'canary' } as unknown as string],
      error: Object.assign(new Error('canary in a message'), { body: 'canary', cause: new Error('canary') }),
    } as LogFields
    const [line = ''] = record((log) => log.error(fields))
    expect(line).not.toContain('canary')
    expect(JSON.parse(line)).toMatchObject({ level: 'error', event: 'turn', topic: 'object', effects: ['object'] })
  })

  it('takes the console away from packages', () => {
    const lines = record((log) => {
      captureConsole(log)
      console.error('canary', { token: 'canary' })
      console.warn(new Error('canary'))
    })
    Object.assign(console, original)
    expect(lines.join('')).not.toContain('canary')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'console', reason: 'error' },
      { event: 'console', reason: 'warn' },
    ])
  })

  it('goes to standard error, where the answers of commands are not', () => {
    const script = "import { createLog } from './bot/log.ts'; createLog('info').info({ event: 'here' })"
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(JSON.parse(stderr)).toMatchObject({ event: 'here' })
  })
})
