/** What can be told of a bicep file without its compiler. */
export type Bicep = {
  unclosed: string[]
  undeclared: string[]
  unused: string[]
  /** Types with their versions. */
  resources: string[]
  /** The environment of the container. */
  settings: string[]
}

const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' }
const WORDS = ['for', 'in', 'existing', 'true', 'false', 'null', 'if']

/** Reads declarations and names; expressions inside texts count. */
export function readBicep(text: string): Bicep {
  const code = withoutTexts(text.replaceAll(/(?<!:)\/\/.*$/gm, ''))
  const declared = [...code.matchAll(/^(?:param|var|resource|module) (\w+)/gm)].map((found) => found[1] ?? '')
  const loops = [...code.matchAll(/\bfor (\w+) in\b/g)].map((found) => found[1] ?? '')
  const used = namesIn(code)
  return {
    unclosed: unclosedIn(code),
    undeclared: [...used].filter((name) => ![...declared, ...loops, 'az'].includes(name)),
    unused: declared.filter((name) => !used.has(name) && !isLeaf(code, name)),
    resources: [...text.matchAll(/^resource \w+ '([^']+)'/gm)].map((found) => found[1] ?? ''),
    settings: [...text.matchAll(/\{ name: '([A-Z_]+)'/g)].map((found) => found[1] ?? ''),
  }
}

// A text stays as the expressions in it.
function withoutTexts(text: string): string {
  return text.replaceAll(/'(?:\\.|[^'\\\n])*'/g, (literal) => {
    const expressions = [...literal.matchAll(/\$\{([^}]*)\}/g)].map((found) => found[1])
    return `""${expressions.length > 0 ? ` + ${expressions.join(' + ')}` : ''}`
  })
}

function unclosedIn(code: string): string[] {
  const open: string[] = []
  const wrong: string[] = []
  for (const sign of code.match(/[()[\]{}]/g) ?? []) {
    const partner = PAIRS[sign]
    if (partner === undefined) open.push(sign)
    else if (open.pop() !== partner) wrong.push(sign)
  }
  return [...wrong, ...open]
}

// Neither a property, nor a key, nor a function, nor a type.
function namesIn(code: string): Set<string> {
  const body = code
    .replaceAll(/^@.*$/gm, '')
    .replaceAll(/^targetScope.*$/gm, '')
    .replaceAll(/^(param|output) \w+ \w+/gm, '')
    .replaceAll(/^(resource|var) \w+/gm, '')
    .replaceAll(/\?(?!\s*:)/g, ' ? ')
  const names = [...body.matchAll(/(?<![.\w"])([a-z]\w*)(?![\w(])(?!\s*:(?!\s*\[\]|\s*\{\}))/gi)]
  return new Set(names.map((found) => found[1] ?? '').filter((name) => !WORDS.includes(name)))
}

// Resources at the end of the chain: nothing needs what they give.
function isLeaf(code: string, name: string): boolean {
  return new RegExp(`^resource ${name}\\b`, 'm').test(code)
}
