import { readFileSync } from 'node:fs'

const samples: { id: string; text: string }[] = JSON.parse(readFileSync('test/fixtures/pastes/samples.json', 'utf8'))
const textsOf = (ids: RegExp): string[] => samples.filter(({ id }) => ids.test(id)).map(({ text }) => text)

/** One text after the other, again and again, up to a size. */
export function repeat(parts: readonly string[], size: number): string {
  const whole = parts.join('\n\n')
  return whole.repeat(Math.ceil(size / whole.length)).slice(0, size)
}

/** What people paste when they paste much: outputs of tools, an export of computers, a log, and only words. */
export function longPastes(size: number): Record<string, string> {
  return {
    'ospp and slmgr': repeat(textsOf(/^(?:dstatus|act|dlv|dli)/), size),
    'every tool': repeat(textsOf(/./), size),
    'an export of 1,000 computers': repeat([exportOf(1000)], size),
    'an event log': repeat([eventLog(900)], size),
    'the log of a server': repeat([serverLog(2500)], size),
    prose: repeat([readFileSync('README.md', 'utf8').replace(/^.*[|`].*$/gm, '')], size),
  }
}

function exportOf(rows: number): string {
  const head =
    '"Computer Name","Product Name","License Status","Status of Last Action","Partial Product Key","KMS Host"'
  const lines = Array.from({ length: rows }, (_, at) => {
    const product = at % 2 ? 'Office 16, Office16ProPlusVL_KMS_Client edition' : 'Windows(R), Enterprise edition'
    const state = at % 3 ? '"Licensed","0x00000000"' : '"Notification","0xC004F074"'
    return `"ws-${1000 + at}.corp.example","${product}",${state},"9HB3D","kms0${at % 4}.corp.example"`
  })
  return [head, ...lines].join('\r\n')
}

function eventLog(events: number): string {
  return Array.from({ length: events }, (_, at) => {
    const id = `${(4096 + at).toString(16).padStart(8, '0')}-c0bb-4a0b-85b3-000000000000`
    return `Log Name: Application
Source: Microsoft-Windows-Security-SPP
Date: 3/4/2024 8:${10 + (at % 50)}:02 AM
Event ID: ${at % 3 ? 12_288 : 16_384}
Level: Information
Computer: ws-${at % 40}.corp.example
Description:
The client has sent an activation request to the key management service machine.
Info:
0x${at % 4 ? '00000000' : 'C004F074'}, 0x00000000, kms0${at % 4}.corp.example:1688, ${id}, 2024/3/4 8:11, 1, 2, 262080, 5`
  }).join('\n\n')
}

function serverLog(lines: number): string {
  return Array.from({ length: lines }, (_, at) => {
    const time = `2024-03-04 10:${10 + (at % 50)}:07.${100 + (at % 900)}`
    return `${time} [worker-${at % 8}] INFO  sync.Job - request ${at * 31} took ${at % 400} ms, status=200 size=${at * 7}`
  }).join('\n')
}
