import data from './data/gvlks.json' with { type: 'json' }
import type { Product } from './graph.ts'

/** A client setup key (GVLK) that Microsoft publishes. */
export type SetupKey = { product: Product; name: string; edition: string; key: string }

/** The published setup keys; any other product key is a secret. */
export const SETUP_KEYS: readonly SetupKey[] = data.keys.map(({ product, name, edition, key }) => ({
  product: product === 'office' ? 'office' : 'windows',
  name,
  edition,
  key,
}))
