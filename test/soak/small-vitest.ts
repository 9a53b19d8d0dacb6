type Body = () => unknown

/** A test as it was written down, not run yet. */
export type WrittenTest = { name: string; body: Body }

/** What runs around the tests of a file or of a `describe`. */
type Scope = {
  name: string
  beforeAll: Body[]
  beforeEach: Body[]
  afterEach: Body[]
  afterAll: Body[]
  begun?: Promise<void>
}

let scopes: Scope[] = [newScope('')]
let written: WrittenTest[] = []
/** Ends what was begun for all tests of a scope. */
let endings: Body[] = []

function newScope(name: string): Scope {
  return { name, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] }
}

/** Hands out the tests of a file, which were written since the last call. */
export function takeWritten(): WrittenTest[] {
  const taken = written
  written = []
  scopes = [newScope('')]
  return taken
}

/** Ends what the tests that were handed out have begun. */
export async function endAll(): Promise<void> {
  const ended = endings
  endings = []
  for (const end of ended.reverse()) await end()
}

export function describe(name: string, body: () => void): void {
  scopes = [...scopes, newScope(name)]
  body()
  scopes = scopes.slice(0, -1)
}

const hook = (kind: 'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll') => (body: Body) =>
  void scopes.at(-1)?.[kind].push(body)
export const beforeAll = hook('beforeAll')
export const beforeEach = hook('beforeEach')
export const afterEach = hook('afterEach')
export const afterAll = hook('afterAll')

export function it(name: string, body: Body): void {
  const around = scopes
  const names = [...around.map((scope) => scope.name), name].filter((one) => one !== '')
  written.push({ name: names.join(' > '), body: () => runWithin(around, body) })
}

async function runWithin(around: readonly Scope[], body: Body): Promise<void> {
  for (const scope of around) {
    scope.begun ??= begin(scope)
    await scope.begun
  }
  try {
    for (const { beforeEach } of around) for (const before of beforeEach) await before()
    await body()
  } finally {
    for (const { afterEach } of around.toReversed()) for (const after of afterEach.toReversed()) await after()
  }
}

async function begin({ beforeAll, afterAll }: Scope): Promise<void> {
  endings.push(...afterAll)
  for (const before of beforeAll) await before()
}

it.each = (cases: readonly unknown[]) => (name: string, body: (...values: unknown[]) => unknown) => {
  for (const [index, values] of cases.entries())
    it(`${name} [${index} ${[values].flat()[0]}]`, () => (Array.isArray(values) ? body(...values) : body(values)))
}

// Vitest's own assertions, which only want to know that a worker of it is there.
Object.assign(globalThis, { __vitest_worker__: { config: {}, environment: {}, ctx: {}, rpc: {}, providedContext: {} } })
export const { expect, vi } = await import('vitest')
