import gvlks from '../data/gvlks.json' with { type: 'json' }
import type { KeyFound } from './evidence.ts'

type Published = NonNullable<KeyFound['published']>

// The table of Office 2010 is on no current page any more; this one still stands in the support articles.
const RETIRED: Published[] = [
  {
    product: 'office',
    name: 'Office Professional Plus 2010',
    edition: 'Professional Plus',
    key: 'VYBBJ-TRJPB-QFQRF-QFT4D-H3GVB',
  },
]

const BY_CHARACTERS = new Map(
  [...gvlks.keys, ...RETIRED].map(({ product, name, edition, key }) => [
    key.replaceAll('-', ''),
    { product: product === 'office' ? ('office' as const) : ('windows' as const), name, edition, key },
  ]),
)

/** The published client setup key that these 25 characters are, if they are one. */
export function publishedKey(characters: string): Published | undefined {
  return BY_CHARACTERS.get(characters.toUpperCase())
}
