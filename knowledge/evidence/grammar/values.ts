const GUID_LENGTH = 36

/** A GUID in a text, in lower case. */
export function guidIn(text: string): string | undefined {
  if (text.length < GUID_LENGTH) return undefined
  return /(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/i
    .exec(text)?.[0]
    .toLowerCase()
}

/** Cuts `kms01.contoso.com:1688` or `[fe80::1]:1688` into host and port. */
export function hostAndPort(text: string): { host?: string; port?: number } {
  const bracketed = /^\[([0-9a-f:.%]{2,60})\](?::(\d{1,5}))?/i.exec(text)
  const found = bracketed ?? /^([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,253})(?: ?: ?(\d{1,5}))?(?![\p{L}\p{N}])/u.exec(text)
  if (!found) return {}
  const host = (found[1] ?? '').replace(/\.$/, '').toLowerCase()
  const port = found[2] === undefined ? undefined : Number(found[2])
  if (port === undefined) return { host }
  return port > 0 && port < 65_536 ? { host, port } : { host }
}

/** The code that a field of a tool output holds: hexadecimal, or decimal as slmgr prints codes that are not negative. */
export function codeIn(text: string): string | undefined {
  const hex = /^\W{0,3}[0o]x([0-9a-foil]{1,8})(?![0-9a-f])/i.exec(text)?.[1]
  if (hex) return canonicalCode(hex.replace(/o/gi, '0').replace(/[il]/gi, '1'))
  return /^0(?!\w)/.test(text) ? '0x0' : undefined
}

/** `0x` and eight upper-case digits; `0x0` for success. */
export function canonicalCode(hex: string): string {
  const digits = hex.toUpperCase().padStart(8, '0')
  return /^0+$/.test(digits) ? '0x0' : `0x${digits}`
}

/** The first whole number of a text. */
export function numberIn(text: string): number | undefined {
  const found = /-?\d{1,9}/.exec(text)?.[0]
  return found === undefined ? undefined : Number(found)
}

const ADDRESS = /^[\da-f.:]{3,45}$/

/** The IP address that a text is, if it is one. */
export function addressIn(text: string | undefined): string | undefined {
  return text && ADDRESS.test(text) && /[.:]/.test(text) ? text : undefined
}
