import { type Draft, type Place, put, putAll } from '../draft.ts'
import type { Message } from '../grammar/message.ts'
import { factsOfName, licenseNameIn } from '../grammar/product.ts'
import { guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** Answers of slmgr.vbs to `/ato`. */
export const slmgrAto: readonly Message[] = [
  {
    tool: 'slmgr.ato',
    pattern: /^product activated successfully|^das produkt wurde erfolgreich aktiviert|^produit activé/,
    succeeded: true,
  },
  { tool: 'slmgr.ato', pattern: /^error: ?product activation failed|^the product was activated but/, succeeded: false },
]

const ACTIVATING =
  /^(?:activating|aktivieren von|activation de|activación de|attivazione di|активация|正在激活) ?(.{0,120}?) ?\(([0-9a-f-]{36})\)/i

/** Tells whether a line announces which product is being activated. */
export function isActivating({ text, lower }: Line): boolean {
  return ACTIVATING.test(text) || lower.startsWith('activating windows(r)')
}

/** Reads the product that is being activated. */
export function readActivating(draft: Draft, line: Line): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  const name = licenseNameIn(line.text.replace(/^\S+ /, ''))
  if (name) {
    putAll(place, factsOfName(name))
    draft.products.push({ name, facts: draft.facts })
  } else if (line.lower.includes('windows(r)')) put(place, 'product', 'windows')
  put(place, 'skuId', guidIn(line.text))
  draft.claimed.push(line)
}
