import { globSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'

import { endAll, takeWritten } from './small-vitest.ts'

type Test = { id: string; name: string; body: () => unknown; timeSpentMs: number }
type DryRun =
  | { status: 'complete'; tests: object[]; mutantCoverage: unknown }
  | { status: 'error'; errorMessage: string }
type MutantRun = {
  isFresh?: boolean
  activeMutant: { id: string }
  testFilter?: string[]
  hitLimit?: number
  sandboxFileName: string
}
type Verdict = { status: 'survived' | 'killed' | 'timeout'; [more: string]: unknown }
type Switches = { activeMutant?: string; currentTestId?: string; hitCount?: number; hitLimit?: number }

/** What the instrumented code asks which mutant is on. */
const switches: Switches & { mutantCoverage?: unknown } = {}
const SMALL_VITEST = new URL('./small-vitest.ts', import.meta.url).href

let tests: Test[] = []
let round = 0

/**
 * Runs tests of pure modules in one process, which needs milliseconds for a mutant instead of the seconds of a new
 * worker. What a module remembers of a mutant could tell on the next one: so a test kills only if it passes without
 * the mutant right after, and in a file that remembers nothing survives that was not tried in modules loaded anew.
 */
function createInProcessRunner() {
  return { capabilities: () => ({ reloadEnvironment: false }), init: load, dryRun, mutantRun }
}
createInProcessRunner.inject = [] as const

/** The plugin, as Stryker looks for it. */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory: createInProcessRunner }]

registerHooks({
  resolve(specifier, context, next) {
    const tree = pathToFileURL(`${process.cwd()}/`).href
    if (specifier === 'vitest' && context.parentURL?.startsWith(`${tree}test/`) && context.parentURL !== SMALL_VITEST)
      return { url: SMALL_VITEST, shortCircuit: true }
    const found = next(specifier, context)
    const isOurs = found.url.startsWith(tree) && !found.url.includes('/node_modules/')
    return isOurs && round > 1 ? { ...found, url: `${found.url}?round=${round}` } : found
  },
})

/** Loads tests and modules, anew each time. */
async function load(): Promise<void> {
  round += 1
  await endAll()
  Object.assign(globalThis, { __stryker__: switches })
  // What a mutant breaks behind a test's back must not end the process.
  if (round === 1) process.on('unhandledRejection', () => {}).on('uncaughtException', () => {})
  // Without a search for the smallest example, and with the same examples each time.
  fc.configureGlobal({ seed: 1, endOnFailure: true })
  const before = new Map(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))
  tests = []
  for (const file of globSync((process.env['MUTATED_TESTS'] ?? '').split('\n')).sort()) {
    await import(`${pathToFileURL(resolve(file)).href}?round=${round}`)
    for (const { name, body } of takeWritten()) {
      const id = `${file}#${name}`
      tests.push({ id, name, body, timeSpentMs: before.get(id) ?? 0 })
    }
  }
}

async function dryRun(): Promise<DryRun> {
  for (const test of tests) {
    const failure = await run(test, { currentTestId: test.id })
    if (failure !== undefined) return { status: 'error', errorMessage: `${test.id}: ${failure}` }
  }
  const { mutantCoverage } = switches
  return { status: 'complete', tests: tests.map(({ body: _, ...test }) => ({ ...test, status: 0 })), mutantCoverage }
}

// What so many tests in good order do not notice hardly any other does, and a score that is too low harms nobody.
const MOST_TESTS = 40

// A file with a memory of its own, such as `const known = new Map()`.
const REMEMBERS = /^const \w+ = new (?:Weak)?Map\b/m

async function mutantRun(options: MutantRun): Promise<Verdict> {
  const verdict = await tryMutant(options)
  const isFinal = verdict?.status !== 'survived' || !REMEMBERS.test(readFileSync(options.sandboxFileName, 'utf8'))
  if (verdict !== undefined && isFinal) return verdict
  await load()
  return (await tryMutant({ ...options, isFresh: true })) ?? { status: 'survived', nrOfTests: tests.length }
}

/** Nothing when what was left of an earlier mutant makes a test fail. */
async function tryMutant(options: MutantRun): Promise<Verdict | undefined> {
  const { activeMutant, testFilter, hitLimit, isFresh, sandboxFileName } = options
  const wanted = new Set(testFilter)
  const chosen = testFilter ? tests.filter(({ id }) => wanted.has(id)) : tests
  const mutated = { activeMutant: activeMutant.id, hitCount: 0, hitLimit }
  let nrOfTests = 0
  for (const test of inGoodOrder(chosen, sandboxFileName).slice(0, MOST_TESTS)) {
    nrOfTests += 1
    const failure = await run(test, nrOfTests === 1 ? mutated : { activeMutant: activeMutant.id })
    if (hitLimit !== undefined && (switches.hitCount ?? 0) > hitLimit) return { status: 'timeout' }
    if (failure === undefined) continue
    if (isFresh !== true && (await run(test, {})) !== undefined) return undefined
    kills.set(`${sandboxFileName} ${test.id}`, (kills.get(`${sandboxFileName} ${test.id}`) ?? 0) + 1)
    return { status: 'killed', killedBy: [test.id], failureMessage: failure, nrOfTests }
  }
  return { status: 'survived', nrOfTests }
}

/** How often a test has noticed mutants of a file. */
const kills = new Map<string, number>()

// First what noticed other mutants of the file, then what is named after it, then what is quick.
function inGoodOrder(chosen: readonly Test[], file: string): Test[] {
  const about = basename(file, '.ts')
  const rank = ({ id }: Test) => (kills.get(`${file} ${id}`) ?? 0) * 2 + Number(id.includes(about))
  return chosen.toSorted((a, b) => rank(b) - rank(a) || a.timeSpentMs - b.timeSpentMs)
}

/** What went wrong in a test, if anything did. */
async function run(test: Test, on: Switches): Promise<string | undefined> {
  Object.assign(switches, { activeMutant: undefined, currentTestId: undefined }, on)
  const start = performance.now()
  try {
    await test.body()
    test.timeSpentMs = performance.now() - start
    return undefined
  } catch (error) {
    return String(error)
  } finally {
    Object.assign(switches, { activeMutant: undefined, currentTestId: undefined })
  }
}
