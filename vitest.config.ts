import { defineConfig } from 'vitest/config'

const inCi = process.env['CI'] === 'true'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/warm-cache.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: inCi ? ['default', ['json', { outputFile: 'artifacts/tests.json' }]] : ['default'],
  },
})
