import { type Command, FACTS, type FactName, type FactType, type FactValue } from '../knowledge/index.ts'

const HOST = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i
const IPV6 = /^(?=.{2,45}$)[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i
const GRAMMAR: Record<FactType['kind'], RegExp> = {
  boolean: /^(true|false)$/,
  choice: /^[A-Za-z0-9.]{1,32}$/,
  integer: /^\d{1,9}$/,
  number: /^-?\d{1,9}(\.\d{1,6})?$/,
  text: /^[A-Za-z0-9][A-Za-z0-9 ._+-]{0,79}$/,
  host: HOST,
  port: /^[1-9]\d{0,4}$/,
  path: /^[A-Za-z]:(\\[A-Za-z0-9 ._()+-]{1,120}){1,12}\\?$/,
  guid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  code: /^0x[0-9A-F]{1,8}$/i,
  key: /^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/,
  digits: /^(?!)/,
  list: /^(?!)/,
}

/** Tells whether a value has the form its fact asks for, so that it cannot end or extend a command. */
export function isWellFormed(fact: FactName, value: FactValue): boolean {
  const definition: { type: FactType; secret?: true } = FACTS[fact]
  if (definition.secret || Array.isArray(value)) return false
  const text = String(value)
  const { type } = definition
  if (type.kind === 'host') return HOST.test(text) || IPV6.test(text)
  if (type.kind === 'port') return GRAMMAR.port.test(text) && Number(text) <= 65535
  if (type.kind === 'choice') return type.values.includes(text)
  return GRAMMAR[type.kind].test(text)
}

/** A command with its slots filled, and the slots that stayed open. */
export type Filled = { text: string; open: FactName[] }

/**
 * Fills the slots of a command. A value outside its grammar is treated as missing; what is missing is shown as a mark.
 * Only the host and port that the person or the organisation means may go into a command that sets something.
 */
export function fillCommand(
  command: Command,
  valueFor: (fact: FactName) => FactValue | undefined,
  mark: (fact: FactName) => string,
): Filled {
  const open = new Set<FactName>()
  const text = command.template.replace(/\{([A-Za-z0-9]+)\}/g, (slot, name: string) => {
    const fact = command.slots.find((one) => one === name)
    if (fact === undefined) return slot
    const value = maySet(command, fact) ? valueFor(fact) : undefined
    if (value !== undefined && isWellFormed(fact, value)) return String(value)
    open.add(fact)
    return `<${mark(fact)}>`
  })
  return { text, open: [...open] }
}

const SEEN_ONLY: readonly FactName[] = [
  'kmsHostAsked',
  'kmsPortAsked',
  'kmsHostsPublished',
  'kmsPortPublished',
  'kmsHostSet',
  'kmsPortSet',
]

function maySet(command: Command, fact: FactName): boolean {
  return command.risk === 'reads' || !SEEN_ONLY.includes(fact)
}
