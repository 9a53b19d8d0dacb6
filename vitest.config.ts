import { defineConfig } from 'vitest/config'

const inCi = process.env['CI'] === 'true'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/warm-cache.ts'],
    // Most tests wait for processes, sockets and a browser: two files at a time keep two cores busy.
    maxWorkers: 2,
    testTimeout: inCi ? 60_000 : 20_000,
    // Processes, sockets and a browser on two cores: one more try tells a busy machine from a fault.
    retry: inCi ? 1 : 0,
    hookTimeout: 60_000,
    reporters: inCi ? ['default', ['json', { outputFile: 'artifacts/tests.json' }]] : ['default'],
  },
})
