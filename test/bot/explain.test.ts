import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Explanation, Fleet } from '../../knowledge/index.ts'

type Answer = Explanation['match'] & Omit<Explanation, 'match'> & { fleet?: Fleet }

function run(args: string[], input = ''): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, ['bot/commands/explain.ts', ...args], { input, encoding: 'utf8' })
}

function json(text: string): Answer {
  return JSON.parse(run(['--json', text]).stdout)
}

const DSTATUS = [
  'LICENSE NAME: Office 16, Office16ProPlusVL_KMS_Client edition',
  'LICENSE STATUS:  ---LICENSED---',
  'ERROR CODE: 0x4004F040 (for information purposes only as the status is licensed)',
].join('\n')

describe('npm run explain', { timeout: 60_000 }, () => {
  it('says which code decided, and where it stands', () => {
    const { codes, by, claims, decision, topics } = json('office 2013 does not activate\n0xC004F074')
    expect({ codes, by, decision }).toEqual({ codes: ['0xC004F074'], by: 'code', decision: 'accepted' })
    expect(claims.codes).toMatchObject([{ code: '0xC004F074', topics: [topics[0]?.id] }])
  })

  it('marks a code that only informs, and a damaged one', () => {
    const { evidence } = json(DSTATUS)
    expect(evidence.codes).toEqual([{ code: '0x4004F040', line: 3, informational: true }])
    expect(json('office says 0xC004F07').evidence.codes[0]).toMatchObject({ damaged: true })
  })

  it('shows the words that a topic was found by, and the thresholds', () => {
    const { ranking, thresholds, by } = json('the kms count does not reach five because the machines are cloned')
    expect(by).toBe('words')
    const [best] = ranking
    expect(best?.terms.map(({ word }) => word)).toContain('count')
    expect(best?.share).toBeGreaterThan(thresholds.likely)
    expect(ranking.map(({ share }) => share)).toEqual(ranking.map(({ share }) => share).sort((a, b) => b - a))
  })

  it('shows the groups of a paste of many machines', () => {
    const { stdout } = run(['--json'], readFileSync('test/fixtures/pastes/fleet/vamt.txt', 'utf8'))
    const { fleet }: Answer = JSON.parse(stdout)
    expect(fleet?.groups[0]).toMatchObject({ cause: '0xC004F074', product: 'office' })
  })

  it('prints facts with their lines for people, without colour where no terminal is', () => {
    const { stdout, status } = run([], DSTATUS)
    expect(status).toBe(0)
    expect(stdout).toContain('0x4004F040  line 3  informational')
    expect(stdout).toContain('licenseStatus = licensed  printed LICENSED, ospp.dstatus, line 2')
    expect(stdout).not.toContain('\u001b[')
  })

  it('shows no secret', () => {
    const { stdout } = run(['--json', 'slmgr /ipk BCDFG-HJKM2-QRTVW-XY346-789BC'])
    expect(stdout).not.toContain('HJKM2')
    expect(stdout).toContain('product key hidden')
  })

  it('says how it is used when there is no text, or an option that it does not have', () => {
    for (const args of [[], ['--help']]) {
      const { stderr, status } = run(args)
      expect(status).toBe(2)
      expect(stderr).toMatch(/^usage: npm run -s explain/m)
    }
  })
})
