import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

// The table of speed that the pages show: starts are measured now, turns come from the last `npm run bench -- turns`.
// `npx node test/bench/speed.ts --pages` renews it in the README and in the page for administrators.
const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const PAGES = ['README.md', 'deploy/docs/operate.md']

const starts = execFileSync(process.execPath, [`${FOLDER}start.ts`], { encoding: 'utf8' })
const turns = readFileSync(`${FOLDER}turns.md`, 'utf8')
const table = [
  '| what | measured |',
  '|---|---:|',
  row(
    'the very first start, everything made anew: answers after',
    seconds(found(starts, /^first start: ready in (\d+)/m)),
  ),
  row('… the matcher is trained after', seconds(found(starts, /^first start: .*matcher in (\d+)/m))),
  row('… at most in memory, with what it starts beside', `${found(starts, /^first start: .* (\d+) MB at most/m)} MB`),
  row('a later start: answers after', seconds(found(starts, /^third start: ready in (\d+)/m))),
  row('in memory then', `${found(starts, /^third start: .*, (\d+) MB resident/m)} MB`),
  ...rates('Echo bot', 'the bare echo bot of the Bot Framework, nothing kept'),
  ...rates('This bot, Direct Line', 'whole dialogs in the web chat, each turn on disk before it is answered'),
  ...rates('This bot, `/api/messages`', 'the same as Teams sends them, answers posted back'),
  row('500 open chats and 20 turns/s: half, and 99 of 100, are read within', sockets()),
].join('\n')
const loads = [`${loadavg()[0]?.toFixed(1)} for starts`, `${found(turns, /load average ([\d.]+)/)} for turns`]
const about = `${availableParallelism()} cores shared with the load and other work: load average ${loads.join(', ')}. Renewed by \`npx node test/bench/speed.ts --pages\`; more in
[turns](TURNS).`
process.stdout.write(`${table}\n`)
if (process.argv.includes('--pages')) for (const page of PAGES) renew(page)

function row(what: string, measured: string): string {
  return `| ${what} | ${measured} |`
}

function seconds(ms: string): string {
  return `${(Number(ms) / 1000).toFixed(1)} s`
}

function rates(name: string, what: string): string[] {
  const cells =
    turns
      .split('\n')
      .find((line) => line.startsWith(`| ${name} |`))
      ?.split(' | ') ?? []
  if (cells.length < 6) throw new Error(`turns.md has no row ${name}: run "npm run bench -- turns".`)
  return [row(what, `${cells[1]} turns/s, ${cells[5]?.replace(/ \(.*/, '')} of processor each`)]
}

function sockets(): string {
  const [, half = '', most = ''] = /500 WebSocket clients.*?p50 (\d+ ms), p99 (\d+ ms)/.exec(turns) ?? []
  return `${half}, ${most}`
}

function found(text: string, pattern: RegExp): string {
  const value = pattern.exec(text)?.[1]
  if (value === undefined) throw new Error(`${pattern} is not in:\n${text}`)
  return value
}

function renew(page: string): void {
  const url = new URL(`../../${page}`, import.meta.url)
  const to = `${'../'.repeat(page.split('/').length - 1)}test/bench/turns.md`
  const marked = /(<!-- speed -->\n)[\s\S]*?(<!-- \/speed -->)/
  const made = `${table}\n\n${about.replace('TURNS', to)}\n`
  writeFileSync(
    url,
    readFileSync(url, 'utf8').replace(marked, (_, open, close) => `${open}${made}${close}`),
  )
}
