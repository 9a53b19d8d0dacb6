import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readEvidence, readFleet } from '../../../knowledge/index.ts'

type Group = { cause: string; product?: string; machines: number; first: string; facts: Record<string, unknown> }

const FOLDER = 'test/fixtures/pastes/fleet'
const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []))
const samples: { id: string; text: string }[] = JSON.parse(readFileSync('test/fixtures/pastes/samples.json', 'utf8'))

describe('readFleet', () => {
  it.each(names)('groups the machines of %s by cause', (name) => {
    const text = readFileSync(`${FOLDER}/${name}.txt`, 'utf8')
    const expected: { machines: number; groups: Group[] } = JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8'))
    const fleet = readFleet(text)
    expect(fleet?.machines).toBe(expected.machines)
    const groups = fleet?.groups.map(({ cause, product, machines, facts }) => ({
      cause,
      ...(product && { product }),
      machines: machines.length,
      first: machines[0],
      facts: Object.fromEntries(Object.entries(facts).map(([fact, known]) => [fact, known.value])),
    }))
    expect(groups).toMatchObject(expected.groups)
    expect(groups).toHaveLength(expected.groups.length)
  })

  it('reads the same from evidence as from the text', () => {
    const text = readFileSync(`${FOLDER}/vamt.txt`, 'utf8')
    expect(readFleet(readEvidence(text))).toEqual(readFleet(text))
  })

  it('finds no fleet in the output of one machine', () => {
    expect(samples.filter(({ text }) => readFleet(text)).map(({ id }) => id)).toEqual([])
  })

  it('finds no fleet in a client and its host', () => {
    const client = 'PC-0117:\nLICENSE NAME: Office 16, Office16ProPlusVL_KMS_Client edition\nERROR CODE: 0xC004F038'
    const host =
      'KMS-01:\nName: Office 16, Office16KMSHostVL_KMS_Host edition\nLicense Status: Licensed\nCurrent count: 3'
    expect(readFleet(`${client}\n\n${host}`)).toBeUndefined()
  })

  it('tells the line of the first machine of a group', () => {
    const fleet = readFleet(readFileSync(`${FOLDER}/dstatus-12-machines.txt`, 'utf8'))
    expect(fleet?.groups[1]?.facts.errorCode).toMatchObject({ value: '0xC004F038', line: 159 })
  })

  it('reads a thousand machines', () => {
    const row = (at: number): string =>
      `pc-${at}.corp.example,"Office 16, Office16ProPlusVL_KMS_Client edition",${at % 4 ? 'Notification,0xC004F074' : 'Licensed,ok'},WFG99`
    const head = 'Computer Name,Product Name,License Status,Status of Last Action,Partial Product Key'
    const fleet = readFleet([head, ...Array.from({ length: 1000 }, (_, at) => row(at))].join('\n'))
    expect(fleet?.groups.map(({ cause, machines }) => [cause, machines.length])).toEqual([
      ['0xC004F074', 750],
      ['licensed', 250],
    ])
  })
})
