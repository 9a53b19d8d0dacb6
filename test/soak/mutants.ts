import { matchesGlob } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Stryker } from '@stryker-mutator/core'

import { type MutatedPart, partsOf } from './mutated-modules.ts'

// `npm run soak -- mutants <module> [files…]`: changes the code in thousands of small ways, one at a time, and counts
// how many of the changes a test notices. The reports are artifacts/mutants/<module>-<part>.html.

// Each mutant needs the properties again, and what thirty examples do not notice hardly any other does.
process.env['PROPERTY_RUNS'] = '30'
const IN_PROCESS = fileURLToPath(new URL('./in-process-runner.ts', import.meta.url))
const [name, ...files] = process.argv.slice(2)
const counts = { noticed: 0, missed: 0 }
for (const [index, part] of partsOf(name).entries()) {
  const chosen = choose(part)
  if (chosen.length > 0) await mutate(chosen, part, `artifacts/mutants/${name}-${index + 1}`)
}
const score = (100 * counts.noticed) / (counts.noticed + counts.missed)
console.log(`${name}: ${counts.noticed} of ${counts.noticed + counts.missed} mutants noticed, ${score.toFixed(1)} %`)
if (files.length === 0 && !(score >= 80)) process.exitCode = 1

function choose(part: MutatedPart): string[] {
  if (files.length === 0) return [...part.files]
  return files.filter((file) => part.files.some((glob) => matchesGlob(file, glob)))
}

async function mutate(mutated: string[], { tests, runner = 'in-process' }: MutatedPart, report: string): Promise<void> {
  process.env['MUTATED_TESTS'] = tests.join('\n')
  const results = await new Stryker({
    testRunner: runner,
    plugins: [runner === 'vitest' ? '@stryker-mutator/vitest-runner' : IN_PROCESS],
    mutate: mutated,
    ...(runner === 'vitest' && { vitest: { configFile: 'test/soak/vitest.config.ts', related: false } }),
    coverageAnalysis: 'perTest',
    // What runs once when a file is loaded would need all tests again for each mutant.
    ignoreStatic: true,
    concurrency: 2,
    ignorePatterns: ['/data', '/artifacts', '/deploy/container/secrets'],
    // Its reader of tsconfig.json needs a TypeScript older than ours, and nothing here.
    tsconfigFile: 'none',
    tempDirName: `${report}.tree`,
    reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false },
    htmlReporter: { fileName: `${report}.html` },
    jsonReporter: { fileName: `${report}.json` },
  }).runMutationTest()
  const count = (...statuses: string[]) => results.filter(({ status }) => statuses.includes(status)).length
  counts.noticed += count('Killed', 'Timeout')
  counts.missed += count('Survived', 'NoCoverage')
}
