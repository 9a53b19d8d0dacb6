// Most texts: nothing would change.
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/

/** A text as far as two phrases differ by words: small letters, no punctuation. */
export function plain(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
