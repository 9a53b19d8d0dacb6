import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Row = {
  id: string | null
  readings: { tool: string }[]
  codes: string[]
  facts: Record<string, { value: unknown; from?: string }>
  error?: string
}

function run(input: string): { rows: Row[]; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, ['bot/commands/read.ts'], { input, encoding: 'utf8' })
  const rows = stdout.split('\n').filter((line) => line !== '')
  return { rows: rows.map((line): Row => JSON.parse(line)), status }
}

describe('npm run read', () => {
  it('answers each line in order with readings, codes and facts', () => {
    const samples: { id: string }[] = JSON.parse(readFileSync('test/fixtures/pastes/samples.json', 'utf8'))
    const { rows, status } = run(samples.map((sample) => JSON.stringify(sample)).join('\n'))
    expect(status).toBe(0)
    expect(rows.map((row) => row.id)).toEqual(samples.map((sample) => sample.id))
    const telnet = rows.find((row) => row.id === 'telnet-1-fail')
    expect(telnet?.readings.map((one) => one.tool)).toEqual(['telnet'])
    expect(telnet?.facts.kmsPortTested).toEqual({ value: 1689 })
    expect(telnet?.facts.portReachable).toEqual({ value: false })
  })

  it('names the source of a fact that is not from the first reading', () => {
    const text =
      'C:\\>cscript ospp.vbs /act\nLICENSE NAME: Office 15, OfficeProPlusVL_KMS_Client edition\nERROR CODE: 0xC004F074'
    const [row] = run(JSON.stringify({ id: 1, text })).rows
    expect(row?.readings[0]?.tool).toBe('ospp.act')
    expect(row?.facts.errorCode).toEqual({ value: '0xC004F074' })
    expect(row?.facts.commandOption).toEqual({ value: '/act', from: 'words' })
  })

  it('says what is wrong with a line and goes on', () => {
    const { rows, status } = run('{"id":1,"text":5}\nno json\n{"id":"b","text":"0xC004F074"}\n')
    expect(status).toBe(1)
    expect(rows.map((row) => row.id)).toEqual([null, null, 'b'])
    expect(rows[0]?.error).toBe('"text" must be a string')
    expect(rows[2]?.codes).toEqual(['0xC004F074'])
  })
})
