import { describe, expect, it } from 'vitest'

import { derive, lookUp } from '../../dialogs/derive.ts'
import type { DialogGraph, FactName, Facts, FactValue } from '../../knowledge/index.ts'
import { smallGraph } from './small-knowledge.ts'

const graph = smallGraph()
const provenance = { document: 'own', heading: 'Own', lines: [1, 1] as [number, number], sources: [] }
const table = graph.tables.find(({ gives }) => gives === 'officeFolder')
const facts = (values: Partial<Record<FactName, FactValue>>): Facts =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: 'words' }]))
const derived = (fact: FactName, values: Partial<Record<FactName, FactValue>>) =>
  derive(graph, facts(values), fact)?.value

describe('derive', () => {
  it('finds the Office folder without asking for bits that do not matter', () => {
    expect(derived('officeFolder', { officeVersion: '2013', officeBits: '64' })).toBe(
      'C:\\Program Files\\Microsoft Office\\Office15',
    )
    expect(derived('officeFolder', { officeVersion: '2013', windowsBits: '32' })).toBe(
      'C:\\Program Files\\Microsoft Office\\Office15',
    )
    expect(derived('officeFolder', { officeVersion: '2013', officeBits: '32' })).toBeUndefined()
  })

  it('finds the published setup key of a version and edition', () => {
    expect(derived('setupKey', { officeVersion: '2019', edition: 'ProPlus' })).toBe('NMMKJ-6RK4F-KMJVX-8D9MJ-6MWKP')
    expect(derived('setupKey', { product: 'windows', windowsVersion: '10', edition: 'Enterprise' })).toBe(
      'NPPR9-FWDCX-D2C8J-H872K-2YT43',
    )
    expect(derived('setupKey', { product: 'windows', windowsVersion: 'server-2012', edition: 'Standard' })).toBe(
      'XC9B7-NBPP2-83J2H-RHMBY-92BT4',
    )
    expect(derived('setupKey', { product: 'windows', windowsVersion: '8', edition: 'Pro' })).toBe(
      'NG4HW-VH26C-733KW-K6F98-J8CK4',
    )
    expect(derived('setupKey', { officeVersion: '2013', edition: 'ProPlus' })).toBeUndefined()
  })

  it('takes a fact that a table gives for a code only from that code', () => {
    const withTable: DialogGraph = {
      ...graph,
      tables: [
        { gives: 'hostHasInternet', by: ['errorCode'], rows: [{ is: ['0x80072EE7'], value: 'false' }], provenance },
      ],
    }
    const of = (code: string) => derive(withTable, facts({ errorCode: code }), 'hostHasInternet')?.value
    expect(of('0x80072EE7')).toBe(false)
    expect(of('0xC004F074')).toBeUndefined()
    expect(derive(withTable, {}, 'hostHasInternet')).toBeUndefined()
  })

  it('counts hosts, not records', () => {
    expect(derived('severalHostsPublished', { kmsHostsPublished: ['kms01:1688', 'kms02:1688'] })).toBe(true)
    expect(derived('severalHostsPublished', { kmsHostsPublished: ['kms01:1688', 'kms01:1689'] })).toBe(false)
    expect(derived('severalHostsPublished', {})).toBeUndefined()
  })

  it('knows that the count rises where each of several machines was counted', () => {
    expect(derived('countRises', { computerCount: 8, currentCount: 8 })).toBe(true)
    expect(derived('countRises', { computerCount: 8, currentCount: 1 })).toBeUndefined()
    expect(derived('countRises', { computerCount: 8, currentCount: 8, clientMachineIdShared: true })).toBe(false)
  })

  it('does not take a PC of a user, outside, or one of many for the KMS host', () => {
    expect(derived('officeOnKmsHost', { network: 'remote' })).toBe(false)
    expect(derived('officeOnKmsHost', { personRole: 'user' })).toBe(false)
    expect(derived('officeOnKmsHost', { computerCount: 22 })).toBe(false)
    expect(derived('officeOnKmsHost', { network: 'company', computerCount: 1 })).toBeUndefined()
  })

  it('takes an address that somebody gives for the host meant, but none that a tool printed', () => {
    expect(derived('kmsHostIntended', { kmsHostAddress: '10.20.30.40' })).toBe('10.20.30.40')
    expect(derived('kmsHostIntended', { kmsHostAddress: '8.8.8.8' })).toBeUndefined()
    const printed: Facts = { kmsHostAddress: { value: '10.20.30.40', from: 'nslookup.srv' } }
    expect(derive(graph, printed, 'kmsHostIntended')).toBeUndefined()
  })

  it('knows that a host with another Office only is not prepared', () => {
    expect(derived('hostPrepared', { hostProducts: ['Office 2010'], officeVersion: '2019' })).toBe(false)
    expect(derived('hostPrepared', { hostProducts: ['Office 2010'], officeVersion: '2010' })).toBeUndefined()
  })

  it('takes the host asked for the one meant only when it is right and inside', () => {
    expect(derived('kmsHostIntended', { kmsHostAsked: 'kms01', kmsHostCorrect: true })).toBe('kms01')
    expect(derived('kmsHostIntended', { kmsHostAsked: 'kms.evil.com', kmsHostCorrect: true })).toBeUndefined()
    expect(derived('kmsHostIntended', { kmsHostAsked: 'kms01' })).toBeUndefined()
  })

  it('compares what was asked with what is published', () => {
    const published = ['kms01.corp.example:1688', 'kms02.corp.example:1688']
    expect(derived('srvRecordMatches', { kmsHostAsked: 'KMS01', kmsHostsPublished: published })).toBe(true)
    expect(derived('srvRecordMatches', { kmsHostAsked: 'kms0', kmsHostsPublished: published })).toBe(false)
  })
})

describe('lookUp', () => {
  it('names the facts that still choose a row', () => {
    const known: Partial<Record<FactName, FactValue>> = { officeVersion: '2010', officeBits: '32' }
    expect(table && lookUp(table, (fact) => known[fact])).toEqual({ needs: ['windowsBits'] })
  })
})
