import { defineConfig } from 'vitest/config'

/** Runs the tests of the part whose mutants are on trial, without training the matcher first. */
export default defineConfig({
  test: {
    include: (process.env['MUTATED_TESTS'] ?? '').split('\n'),
    testTimeout: 20_000,
    // One worker for all files of a run: starting it takes longer than most tests.
    isolate: false,
  },
})
