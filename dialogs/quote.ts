// Bidirectional controls, zero-width characters and controls: they can make a line read as another one.
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}]/gu
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu

/** Takes out what can hide or reorder text; what is left looks like what it is. */
export function visible(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '').replace(STACKED_MARKS, '$1')
}

/** Puts words of the person into a sentence as code, where no Markdown, link or mention can start. */
export function quote(words: unknown, limit = 120): string {
  const line = visible(String(words)).replace(/[`<>]/g, '').replace(/\s+/g, ' ').trim()
  const cut = line.length > limit ? `${line.slice(0, limit - 1).toWellFormed()}…` : line
  return `\`${cut === '' ? ' ' : cut}\``
}

/** The name of somebody as plain text: nothing in it is structure. */
export function named(name: string): string {
  const plain = visible(name)
    .replace(/[`*_<>[\]()#|~\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME - 1).toWellFormed()}…` : plain
}

const LONGEST_NAME = 60
