import { FACTS, type FactDefinition, type FactType } from '../../knowledge/index.ts'

// A few lists of values are longer; most lines stay on a screen.
const USUAL = 24

/** The facts a document can use, one a line: name, values, meaning. */
export function listFacts(): string {
  const rows = Object.entries<FactDefinition>(FACTS).map(([name, { type, says, secret }]): [string, string, string] => [
    name,
    valuesOf(type),
    secret ? `${says} (never kept, never shown)` : says,
  ])
  const widest = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value, says]) => `${name.padEnd(widest)}  ${value.padEnd(USUAL)}  ${says}\n`).join('')
}

function valuesOf(type: FactType): string {
  if (type.kind === 'boolean') return 'true|false'
  if (type.kind === 'choice') return type.values.join('|')
  if (type.kind === 'integer' || type.kind === 'number') return `a number of ${type.unit}`
  return type.kind === 'list' ? `${type.of}s` : type.kind
}
