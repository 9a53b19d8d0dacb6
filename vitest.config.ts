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
    // `npm run soak -- coverage`: who gets in, what goes out, what is hidden, and what documents become.
    coverage: {
      provider: 'v8',
      include: [
        'bot/{guard,signing-keys,limits}.ts',
        'bot/channels/direct-line*.ts',
        'bot/identity/**/*.ts',
        'bot/desk/{doorkeeper,password,sessions}.ts',
        'bot/handoff/**/*.ts',
        'bot/store/{outbox,deliveries,lanes}.ts',
        'bot/deliveries.ts',
        'knowledge/redact/**/*.ts',
        'knowledge/compile/**/*.ts',
      ],
      reporter: ['text', 'json-summary'],
      reportsDirectory: 'artifacts/coverage',
      reportOnFailure: true,
    },
    reporters: inCi ? ['default', ['json', { outputFile: 'artifacts/tests.json' }]] : ['default'],
  },
})
