/** How a fact's values look. Units stand in the name of the kind or in `unit`. */
export type FactType =
  | { kind: 'boolean' }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'integer'; unit: string }
  | { kind: 'number'; unit: string }
  | { kind: 'text' | 'host' | 'port' | 'path' | 'guid' | 'code' | 'key' | 'digits' }
  /** A comma list in words; an array in facts. */
  | { kind: 'list'; of: 'host' | 'text' }

/** What a fact is about. `product` facts belong to one of several products in a paste. */
export type FactScope = 'case' | 'client' | 'kmsHost' | 'product'

export type FactDefinition = {
  type: FactType
  scope: FactScope
  /** What the fact means, for authors of documents and readers. */
  says: string
  /** Never stored, never asked for; a slot for it is shown as a marked placeholder. */
  secret?: true
}
