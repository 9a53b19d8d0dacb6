import { spawn } from 'node:child_process'

// The fault tests in their long form: a thousand kills instead of sixty, and so on. Takes about half an hour.
const child = spawn('npx', ['vitest', 'run', 'test/bot/faults', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, SOAK: '1' },
})
child.once('exit', (code) => {
  process.exitCode = code ?? 1
})
