type Body = () => unknown

/** A test as it was written down, not run yet. */
export type WrittenTest = { name: string; body: Body }

const prefixes: string[] = []
let written: WrittenTest[] = []

/** Hands out the tests written since the last call. */
export function takeWritten(): WrittenTest[] {
  const taken = written
  written = []
  return taken
}

export function describe(name: string, body: () => void): void {
  prefixes.push(name)
  body()
  prefixes.pop()
}

export function it(name: string, body: Body): void {
  written.push({ name: [...prefixes, name].join(' > '), body })
}

it.each = (cases: readonly unknown[]) => (name: string, body: (...values: unknown[]) => unknown) => {
  for (const [index, values] of cases.entries())
    it(`${name} [${index}]`, () => (Array.isArray(values) ? body(...values) : body(values)))
}

// Vitest's own assertions, which only want to know that a worker of it is there.
Object.assign(globalThis, { __vitest_worker__: { config: {}, environment: {}, ctx: {}, rpc: {}, providedContext: {} } })
export const { expect } = await import('vitest')
