import type { FactName } from '../facts.ts'

/** What the words around a command settle about its placeholders. */
export type Meant = { key?: FactName; onHost?: boolean }

// <value>, {value}, [value], *value*: words that stand for a value. Square brackets only around lower-case words: options are upper-case.
const PLACEHOLDER =
  /<([^<>\n]{1,80})>|\{([A-Za-z][\w -]{0,40})\}|\[([a-z][a-z _-]{1,40})\]|(?<![\w*])\*([A-Za-z][\w -]{0,40})\*(?![\w*])/g
const KEY_MASK = /\/unpkey:(?:x{5}|<[^<>\n]{1,60}>)/i

/**
 * Writes a command of an article as a template: placeholders whose meaning is clear become slots, others keep their words.
 * `meant` says what the text around it speaks of: one kind of product key, the KMS host or another machine.
 */
export function withSlots(command: string, meant: Meant = {}): string {
  const masked = command.replace(KEY_MASK, (mask) => `${mask.slice(0, 8)}{partialKey}`)
  const named = masked.replace(/(\/(?:sethst|setprt|skms|sprt)[: ]\s?)(value|host(?:name)?|port)(?![\w.])/gi, '$1<$2>')
  return named.replace(PLACEHOLDER, (whole, angle, brace, square, star, offset: number) => {
    if (whole === '{partialKey}') return whole
    const words: string = angle ?? brace ?? square ?? star
    const slot =
      slotFor(words.toLowerCase(), named.slice(0, offset).toLowerCase()) ?? meantSlot(words.toLowerCase(), meant)
    return slot ? `{${slot}}` : `<${words}>`
  })
}

function slotFor(words: string, before: string): FactName | undefined {
  if (/\bmak\b/.test(words)) return 'makKey'
  if (/\bgvlk\b|setup key|generic/.test(words)) return 'setupKey'
  if (/kms host.*key|csvlk/.test(words)) return 'kmsHostKey'
  if (/confirmation/.test(words)) return 'confirmationId'
  if (/installation.?id/.test(words)) return 'installationId'
  if (/port/.test(words) || /\/(?:setprt|sprt)[: ]$/.test(before)) return 'kmsPortIntended'
  if (/dns.?server/.test(words)) return 'dnsServer'
  if (/_vlmcs\._tcp\.$/.test(before)) return 'kmsDomain'
  if (isHost(words, before)) return 'kmsHostIntended'
  return undefined
}

function isHost(words: string, before: string): boolean {
  if (/\/(?:sethst|skms)[: ]\s?$/.test(before)) return !/key|id\b/.test(words)
  return /kms/.test(words) && /host|server|name|fqdn|address/.test(words) && !/key|id\b/.test(words)
}

function meantSlot(words: string, { key, onHost }: Meant): FactName | undefined {
  if (/activation.?id/.test(words)) return onHost ? 'hostActivationId' : undefined
  return /\bkey\b|product ?key|5x5/.test(words) && !/id\b/.test(words) ? key : undefined
}

/** The kind of product key that a section speaks of, if it is one kind only. */
export function keyIn(text: string): FactName | undefined {
  const kinds: FactName[] = []
  if (/\bMAK\b|Multiple Activation Key/i.test(text)) kinds.push('makKey')
  if (/\bGVLK\b|Generic Volume|\bsetup key/i.test(text)) kinds.push('setupKey')
  if (/\bKMS host key|\bCSVLK\b/i.test(text)) kinds.push('kmsHostKey')
  return kinds.length === 1 ? kinds[0] : undefined
}
