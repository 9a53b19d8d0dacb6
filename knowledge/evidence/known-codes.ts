import { CODES } from '../codes.ts'

const BY_SYMBOL = new Map(
  [...CODES.values()].flatMap(({ code, symbol }) => (symbol === undefined ? [] : [[symbol, code] as const])),
)

/** Tells whether an activation code in canonical spelling is one we have a name or a remedy for. */
export function isKnownCode(code: string): boolean {
  return CODES.has(code)
}

/** The code of a symbol such as `SL_E_VL_NOT_ENOUGH_COUNT`. */
export function codeOfSymbol(symbol: string): string | undefined {
  return BY_SYMBOL.get(symbol)
}

/** Known codes that the test holds for, in the order of the table. */
export function knownCodesWhere(test: (code: string) => boolean): string[] {
  return [...CODES.keys()].filter(test)
}
