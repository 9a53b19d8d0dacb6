/** Text as every database takes it: PostgreSQL has no NUL in a text, and none has half a character. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
