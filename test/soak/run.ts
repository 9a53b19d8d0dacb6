import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// `npm run soak`: the tests of faults and threats in their long form, a thousand kills instead of sixty and so on, for
// about half an hour. `npm run soak -- steady [minutes]`: fifty turns a second, for an hour if no time is named.
// `npm run soak -- coverage`: which branches the tests take of what everything else relies on.
// `npm run soak -- mutants <module>`: how many small changes to its code they notice.
const INHERITED = { stdio: 'inherit' } as const
const [first, ...rest] = process.argv.slice(2)
const child = start()
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})

function start() {
  if (first === 'steady' || first === 'mutants')
    return spawn(process.execPath, [fileURLToPath(new URL(`./${first}.ts`, import.meta.url)), ...rest], INHERITED)
  if (first === 'coverage') return vitest(['--coverage', 'test/bot', 'test/knowledge', ...rest])
  return vitest(['test/bot/faults', 'test/bot/threats', ...process.argv.slice(2)], { SOAK: '1' })
}

function vitest(args: string[], more: Record<string, string> = {}) {
  return spawn('npx', ['vitest', 'run', ...args], { ...INHERITED, env: { ...process.env, ...more } })
}
