/** What an identifier names. An e-mail address, a login and a profile folder all name a user. */
export type IdentifierKind = 'host' | 'domain' | 'user' | 'ip' | 'mac' | 'sid' | 'phone'

/** A stretch of a text that tells who or where somebody is. `within` is the domain of a login. */
export type Identifier = { start: number; end: number; kind: IdentifierKind; name: string; within?: string }

/** A way to write an identifier: a bounded pattern whose groups `name` and `within` are what it names. */
export type IdentifierForm = {
  kind: IdentifierKind
  /** Signs without one of which the pattern need not run; in lower case. */
  signs: readonly string[]
  pattern: RegExp
  accepts?: (name: string, found: RegExpExecArray) => boolean
}
