// Eight digits; words that were glued to a code go on with letters that are no hex digits ("0x8007000Dand").
const CODE = /\b0x([0-9a-f]{8})(?![0-9a-f]*\b)|\b0x0\b(?!\.)|\b0x([0-9a-f]{8})\b/gi

/** The error codes in a text, each once, written as the dialect writes them. */
export function codesIn(text: string): string[] {
  const codes = [...text.matchAll(CODE)].map(([whole]) =>
    /^0x0$/i.test(whole) ? '0x0' : `0x${whole.slice(2).toUpperCase()}`,
  )
  return [...new Set(codes)]
}

/** Takes a code out of a message that repeats it at its start or, in brackets, at its end. */
export function withoutCode(message: string): string {
  return message
    .replace(/^0x[0-9a-f]{8}\s*[:,-]?\s+/i, '')
    .replace(/(?:(?<!\s)\s+)?\(0x[0-9a-f]{8}\)\s*([.]?)$/i, '$1')
    .trim()
}
