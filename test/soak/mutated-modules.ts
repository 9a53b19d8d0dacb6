/** What of the product is mutated, and the tests that have to notice. */
export type MutatedModule = { readonly files: readonly string[]; readonly tests: readonly string[] }

/** The modules that everything else relies on: who gets in, what goes out, what is hidden, what documents become. */
export const MUTATED = {
  redactor: {
    files: ['knowledge/redact/**/*.ts'],
    tests: ['test/knowledge/redact/**/*.test.ts'],
  },
  compiler: {
    files: ['knowledge/compile/**/*.ts'],
    tests: ['test/knowledge/compile-*.test.ts'],
  },
  auth: {
    files: [
      'bot/{guard,signing-keys,limits}.ts',
      'bot/channels/direct-line*.ts',
      'bot/identity/**/*.ts',
      'bot/desk/{doorkeeper,password,sessions}.ts',
    ],
    tests: ['test/bot/{guard,access,direct-line}.test.ts', 'test/bot/identity/*.test.ts', 'test/bot/desk/*.test.ts'],
  },
  outbox: {
    files: ['bot/deliveries.ts', 'bot/store/{outbox,deliveries,lanes}.ts', 'bot/handoff/**/*.ts'],
    tests: ['test/bot/handoff/*.test.ts', 'test/bot/store.test.ts'],
  },
} as const satisfies Record<string, MutatedModule>

/** The module of that name. Throws an error that lists the names if there is none. */
export function mutatedModule(name: string | undefined): keyof typeof MUTATED {
  const known = Object.keys(MUTATED) as (keyof typeof MUTATED)[]
  const found = known.find((one) => one === name)
  if (found === undefined) throw new Error(`Say which module to mutate: ${known.join(', ')}`)
  return found
}
