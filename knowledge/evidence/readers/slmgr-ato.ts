import { type Draft, type Place, put, putAll } from '../draft.ts'
import { ERROR_WORDS } from '../grammar/error-words.ts'
import type { Message } from '../grammar/message.ts'
import { factsOfName, licenseNameIn } from '../grammar/product.ts'
import { guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { placeOf } from '../place-of.ts'

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

// In any language: the product, its id in brackets, three dots.
const BY_SHAPE = /(?:windows\(r\)|office \d\d).{0,120}\([0-9a-f-]{36}\).{0,40}\.{3}/
const DONE = new RegExp(
  [
    'activated successfully|erfolgreich aktiviert|aktivering lykkedes|is geactiveerd|успешно активирован',
    'activée? (?:correctement|avec succès)|se (?:ha activado|activó)|activad[oa] correctamente|ativad[oa] com (?:êxito|sucesso)',
    'attivat[oa] correttamente|attivazione .{0,40}(?:completata|riuscita)|pomyślnie aktywowan|aktywowan.{0,20}pomyślnie',
    'úspěšně aktivován|başarıyla etkinleştirildi|正常にライセンス認証|成功地?激活|激活成功|成功啟用|정품 인증(?:되었|했)',
  ].join('|'),
)
const LINES_BELOW = 2
// A code that a screenshot cut, or what a script that ran the command ended with.
const CUT_ERROR = new RegExp(`^(?:${ERROR_WORDS.join('|')}) ?: ?0x[0-9a-f]{1,7}$`)
const EXIT_CODE = /\b(?:failed|error)\b.{0,40}\bexit code:? (?:is )?(-\d{9,10}|0x[0-9a-f]{8})\b/

/** Tells whether a line announces which product is being activated. */
export function isActivating({ text, lower }: Line): boolean {
  return ACTIVATING.test(text) || lower.startsWith('activating windows(r)') || BY_SHAPE.test(lower)
}

/** Reads the product that is being activated. */
export function readActivating(draft: Draft, line: Line, all: readonly Line[]): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  const name = licenseNameIn(line.text)
  if (name) {
    putAll(place, factsOfName(name))
    draft.products.push({ name, facts: draft.facts })
  } else if (line.lower.includes('windows(r)')) put(place, 'product', 'windows')
  put(place, 'skuId', guidIn(line.text))
  draft.claimed.push(line)
  const at = placeOf(all, line) + 1
  const below = all.slice(at, at + LINES_BELOW)
  const done = below.find(({ lower }) => DONE.test(lower))
  const failed = done ? undefined : below.find(({ lower }) => CUT_ERROR.test(lower) || EXIT_CODE.test(lower))
  if (done) draft.claimed.push(done)
  if (done ?? failed) put({ ...place, line: done ?? failed }, 'commandSucceeded', done !== undefined)
}
