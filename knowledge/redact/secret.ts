/** What a secret is; each kind has its mask. */
export type SecretKind = 'productKey' | 'installationId' | 'confirmationId' | 'extendedPid' | 'password' | 'token'

/** A stretch of a text that may not be kept. `last` are the signs of a key that tools print themselves. */
export type Secret = { start: number; end: number; kind: SecretKind; last?: string }
