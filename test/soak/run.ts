import { spawn } from 'node:child_process'

// The tests of faults and threats in their long form: a thousand kills instead of sixty, and so on. Takes about half an hour.
const child = spawn('npx', ['vitest', 'run', 'test/bot/faults', 'test/bot/threats', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, SOAK: '1' },
})
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
