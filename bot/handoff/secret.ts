/** A value that shows in no dump, log or crash report. */
export type Secret = { reveal(): string }

/** Puts a value away. */
export function createSecret(value: string): Secret {
  return { reveal: () => value }
}
