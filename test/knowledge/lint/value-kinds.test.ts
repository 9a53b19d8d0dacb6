import { describe, expect, it } from 'vitest'
import { judge } from '../../../knowledge/lint/value-kinds.ts'

describe('judge', () => {
  it.each([
    ['{kmsHostIntended}', 'host', 'fits'],
    ['kms01.corp.example', 'host', 'fits'],
    ['10.0.0.1', 'host', 'fits'],
    ['1688', 'host', 'malformed'],
    ['{kmsPortIntended}', 'host', 'swapped'],
    ['{kmsDomain}', 'host', 'swapped'],
    ['{kmsDomain}', 'domain', 'fits'],
    ['65535', 'port', 'fits'],
    ['65536', 'port', 'malformed'],
    ['0', 'port', 'malformed'],
    ['{kmsHostIntended}:{kmsPortIntended}', 'hostAndPort', 'fits'],
    [':1688', 'hostAndPort', 'fits'],
    ['[fd00::1]:1688', 'hostAndPort', 'fits'],
    ['{kmsPortIntended}:{kmsHostIntended}', 'hostAndPort', 'swapped'],
    ['{kmsHostIntended}:kms', 'hostAndPort', 'malformed'],
    ['_vlmcs._tcp', 'lookUpName', 'fits'],
    ['_vlmcs._tcp.{kmsDomain}', 'lookUpName', 'fits'],
    ['_vlmcs._tcp.{kmsHostIntended}', 'lookUpName', 'swapped'],
    ['_vlmcs._udp', 'lookUpName', 'malformed'],
    ['{makKey}', 'clientKey', 'fits'],
    ['{kmsHostKey}', 'clientKey', 'swapped'],
    ['{skuId}', 'activationId', 'fits'],
    ['{clientMachineId}', 'activationId', 'swapped'],
    ['{installationId}', 'confirmationId', 'swapped'],
    ['0xC004F074', 'code', 'fits'],
    ['C004F074', 'code', 'malformed'],
    ['{officeFolder}\\ospp.vbs', 'path', 'fits'],
    ['{kmsHostIntended}\\share', 'path', 'swapped'],
    ['HKLM\\SOFTWARE', 'registryKey', 'fits'],
    ['SOFTWARE', 'registryKey', 'malformed'],
    ['14', 'minutes', 'malformed'],
    ['43200', 'minutes', 'fits'],
  ] as const)('finds that %s as %s %s', (value, kind, verdict) => {
    expect(judge(value, kind)).toBe(verdict)
  })

  it('compares the words of a closed list without regard to case', () => {
    expect(judge('true', ['TRUE', 'FALSE'])).toBe('fits')
    expect(judge('yes', ['TRUE', 'FALSE'])).toBe('malformed')
    expect(judge('{officeVersion}', ['TRUE', 'FALSE'])).toBe('swapped')
  })

  it('leaves a slot that no fact fills to the compiler', () => {
    expect(judge('{kmsHostIntend}', 'host')).toBe('fits')
  })
})
