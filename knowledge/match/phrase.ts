/** Expands a pattern with `(a|b)`, `[x]` and `{NAME}` to at most `most` texts, spread evenly over all of them. */
export function expandPattern(pattern: string, macros: Record<string, string[]>, most: number): string[] {
  const parts = parsePattern(substitute(pattern, macros, 0))
  const total = parts.reduce((product, part) => Math.min(product * part.length, 1e9), 1)
  const wanted = Math.min(total, most)
  const texts = new Set<string>()
  // A stride that shares no factor with the radices visits different alternatives of every part.
  for (let number = 0; number < wanted; number += 1) {
    const index = total <= most ? number : Math.floor((number * total) / wanted + (number * 7919) % Math.max(1, total / wanted))
    texts.add(textAt(parts, index % total))
  }
  return [...texts]
}

function substitute(pattern: string, macros: Record<string, string[]>, depth: number): string {
  return pattern.replace(/\{([A-Z][A-Z0-9_]*)\}/g, (whole, name: string) => {
    const values = macros[name]
    if (values === undefined || depth > 4) return whole
    return `(${substitute(values.join('|'), macros, depth + 1)})`
  })
}

/** One list of alternatives per part; a literal is a part with one. Nested groups are flattened to texts. */
function parsePattern(pattern: string): string[][] {
  const parts: string[][] = []
  let index = 0
  while (index < pattern.length) {
    const open = pattern[index]
    if (open === '(' || open === '[') {
      const end = closing(pattern, index)
      const inside = pattern.slice(index + 1, end)
      const texts = splitTop(inside).flatMap((one) => expandNested(one))
      parts.push(open === '[' ? ['', ...texts] : texts)
      index = end + 1
    } else {
      const next = pattern.slice(index).search(/[([]/)
      const end = next < 0 ? pattern.length : index + next
      parts.push([pattern.slice(index, end)])
      index = end
    }
  }
  return parts
}

function expandNested(text: string): string[] {
  if (!/[([]/.test(text)) return [text]
  const parts = parsePattern(text)
  const total = parts.reduce((product, part) => Math.min(product * part.length, 64), 1)
  return Array.from({ length: total }, (_, index) => textAt(parts, index))
}

function closing(pattern: string, from: number): number {
  let depth = 0
  for (let index = from; index < pattern.length; index += 1) {
    if (pattern[index] === '(' || pattern[index] === '[') depth += 1
    if (pattern[index] === ')' || pattern[index] === ']') depth -= 1
    if (depth === 0) return index
  }
  return pattern.length
}

function splitTop(text: string): string[] {
  const pieces: string[] = []
  let depth = 0
  let start = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '(' || character === '[') depth += 1
    else if (character === ')' || character === ']') depth -= 1
    else if (character === '|' && depth === 0) {
      pieces.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...pieces, text.slice(start)]
}

function textAt(parts: string[][], index: number): string {
  let rest = index
  const chosen = parts.map((part) => {
    const text = part[rest % part.length] ?? ''
    rest = Math.floor(rest / part.length)
    return text
  })
  return chosen.join(' ').replace(/\s+/g, ' ').trim()
}
