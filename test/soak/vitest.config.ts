import { defineConfig } from 'vitest/config'

import { MUTATED, mutatedModule } from './mutated-modules.ts'

/** Runs the tests of the module whose mutants are on trial, without training the matcher first. */
export default defineConfig({
  test: {
    include: [...MUTATED[mutatedModule(process.env['MUTATED_MODULE'])].tests],
    testTimeout: 20_000,
    isolate: true,
  },
})
