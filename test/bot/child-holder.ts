import { readdirSync, readFileSync } from 'node:fs'

import { startChild } from '../../bot/child.ts'

// A process that has a child which waits for its question, and says which.
startChild(new URL('./odd-child.ts', import.meta.url), { megabytes: 64, milliseconds: 20_000 })
process.on('SIGTERM', () => process.exit(0))
process.stdout.write(`${childOf(process.pid)}\n`)

function childOf(pid: number): string {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '))
    .join('')
}
