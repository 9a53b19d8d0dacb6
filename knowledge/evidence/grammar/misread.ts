// What a scanner takes for each other; all become the letter on the right.
const ALIKE: readonly [from: RegExp, to: string][] = [
  [/[0ø]/g, 'o'],
  [/[1i|!]/g, 'l'],
  [/5/g, 's'],
  [/rn/g, 'm'],
]

/** A text as a key under which a misread one is found too: `ERR0R C0DE` and `error code` have the same. */
export function misreadKey(text: string): string {
  let key = text.toLowerCase()
  for (const [from, to] of ALIKE) key = key.replace(from, to)
  return key
}

/** Puts back letters and digits that a scanner took for each other, judged by what stands beside them: `Office l6`. */
export function mendMisread(text: string): string {
  return text
    .replace(/(?<![\p{L}\d])0(?=\p{L}{2})|(?<=\p{L})0(?=\p{L})/gu, 'O')
    .replace(/[lI|](?=\d)/g, '1')
    .replace(/(?<=\d)[lI|](?!\p{L}{2})/gu, '1')
    .replace(/(?<=[A-Z])[l1|](?=[A-Z])/g, 'I')
    .replace(/(?<=[a-z])1(?=[a-z])/g, 'l')
}
