import type { FactType } from '../facts.ts'

/** Tells whether a fact of a type can have a value that `is` describes, see `condition.ts`. */
export function isPossible(is: string, type: FactType): boolean {
  if (is === '?' || is === '!?') return true
  const plain = is.startsWith('!') ? is.slice(1) : is
  if (plain.trim() === '') return false
  if (/^[<>]/.test(plain)) return isOrdered(type) && /^[<>]=?\s*-?\d+(?:\.\d+)?$/.test(plain)
  return plain.split('|').every((one) => isPossibleAlone(one.trim(), type))
}

function isOrdered(type: FactType): boolean {
  return type.kind === 'choice' ? type.values.every((value) => /^\d+$/.test(value)) : isNumeric(type)
}

function isNumeric({ kind }: FactType): boolean {
  return kind === 'integer' || kind === 'number' || kind === 'port'
}

function isPossibleAlone(value: string, type: FactType): boolean {
  if (type.kind === 'boolean') return value === 'true' || value === 'false'
  if (type.kind === 'choice') return type.values.includes(value)
  if (type.kind === 'code') return /^0x[0-9A-F]{1,8}$/.test(value)
  return isNumeric(type) ? /^-?\d+(?:\.\d+)?$/.test(value) : value !== ''
}

/** Says which values are possible. */
export function possibleValues(type: FactType): string {
  if (type.kind === 'boolean') return 'true, false or ?'
  if (type.kind === 'choice')
    return `${type.values.join(', ')}, several with |,${isOrdered(type) ? ' a comparison such as <5,' : ''} or ?`
  if (isNumeric(type)) return 'a number, <5, >=25 or ?'
  return type.kind === 'code' ? 'a code such as 0xC004F074, or ?' : 'a text, several with |, or ?'
}
