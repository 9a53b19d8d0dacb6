/** What stands where a text could not be made safe. */
export const WITHHELD = '[text withheld: it could not be redacted]'

/** The redacted text; never the text itself when redacting it fails. */
export function redactOrWithhold(text: string, redact: (text: string) => string): string {
  try {
    const redacted: unknown = redact(text)
    return typeof redacted === 'string' ? redacted : WITHHELD
  } catch {
    return WITHHELD
  }
}
