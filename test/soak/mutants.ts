import { Stryker } from '@stryker-mutator/core'

import { MUTATED, mutatedModule } from './mutated-modules.ts'

// `npm run soak -- mutants <module> [files…]`: changes the code in thousands of small ways, one at a time, and counts
// how many of the changes a test notices. The report is artifacts/mutants/<module>.html.
const [name, ...files] = process.argv.slice(2)
const module = mutatedModule(name)
process.env['MUTATED_MODULE'] = module
await new Stryker({
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: files.length > 0 ? files : [...MUTATED[module].files],
  vitest: { configFile: 'test/soak/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What runs once when a file is loaded would need all tests again for each mutant.
  ignoreStatic: true,
  concurrency: 2,
  ignorePatterns: ['/data', '/artifacts', '/deploy/container/secrets'],
  // Its reader of tsconfig.json needs a TypeScript older than ours, and nothing here.
  tsconfigFile: 'none',
  tempDirName: 'artifacts/mutants/tree',
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false },
  htmlReporter: { fileName: `artifacts/mutants/${module}.html` },
  jsonReporter: { fileName: `artifacts/mutants/${module}.json` },
  thresholds: { high: 90, low: 80, break: files.length > 0 ? null : 80 },
}).runMutationTest()
