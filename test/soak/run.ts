import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// `npm run soak`: the tests of faults and threats in their long form, a thousand kills instead of sixty and so on, for
// about half an hour. `npm run soak -- steady [minutes]`: fifty turns a second, for an hour if no time is named.
const [first, ...rest] = process.argv.slice(2)
const child =
  first === 'steady'
    ? spawn(process.execPath, [fileURLToPath(new URL('./steady.ts', import.meta.url)), ...rest], { stdio: 'inherit' })
    : spawn('npx', ['vitest', 'run', 'test/bot/faults', 'test/bot/threats', ...process.argv.slice(2)], {
        stdio: 'inherit',
        env: { ...process.env, SOAK: '1' },
      })
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
