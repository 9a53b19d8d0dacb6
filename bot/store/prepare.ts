import type { Compilable, CompiledQuery, Kysely } from 'kysely'

import type { Schema } from './schema.ts'

/** Gives the values of one run to a statement. */
export type Prepared<V> = (values: V) => CompiledQuery

class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Builds a statement once, for what runs in every turn: building it takes as long as SQLite takes to run it. */
export function prepare<V extends Record<string, unknown>>(
  db: Kysely<Schema>,
  build: (db: Kysely<Schema>, values: V) => Compilable,
): Prepared<V> {
  // Whatever the builder asks for becomes a parameter of that name.
  const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as V
  const { sql, query, queryId, parameters } = build(db, places).compile()
  return (values) => ({
    sql,
    query,
    queryId,
    parameters: parameters.map((one) => (one instanceof Place ? values[one.name] : one)),
  })
}

/** A statement that brings others, which run after it in the same go. */
export type Batch = CompiledQuery & { readonly rest?: readonly CompiledQuery[] }

/** Makes one statement of several whose results nobody reads, as PostgreSQL runs them: all, or none. */
export function together(statements: readonly CompiledQuery[]): CompiledQuery | undefined {
  const last = statements.at(-1)
  if (!last || statements.length === 1) return last
  const parameters: unknown[] = []
  const parts = statements.map(({ sql, parameters: own }) => {
    const before = parameters.length
    parameters.push(...own)
    // Kysely writes values as parameters, so that a dollar sign is never one of a text.
    return sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`)
  })
  const first = parts.slice(0, -1).map((sql, n) => `part${n} as (${sql})`)
  return { ...last, sql: `with ${first.join(', ')} ${parts.at(-1)}`, parameters }
}
