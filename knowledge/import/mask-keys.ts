import { publishedKey } from '../evidence/published-keys.ts'
import type { Report } from './report.ts'

const KEY = /\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}\b/gi

/** Hides product keys that Microsoft does not publish: an article is no place to find one. */
export function maskKeys(text: string, report: Report): string {
  let line = 1
  let past = 0
  return text.replace(KEY, (key, offset: number) => {
    if (publishedKey(key.replaceAll('-', '').toUpperCase()) || /^(.)\1{4}(?:-\1{5}){4}$/.test(key)) return key
    line += text.slice(past, offset).split('\n').length - 1
    past = offset
    report(
      'masked-key',
      line,
      `a product key that ends in ${key.slice(-5)} is left out: it is not one of those that Microsoft publishes`,
    )
    return 'XXXXX-XXXXX-XXXXX-XXXXX-XXXXX'
  })
}
