/** What is filled into templates, by name. */
export type Values = Record<string, unknown>

/** What the system cannot take as it is: marks that would be structure, and texts that are too long. */
export type Shape = { strip: readonly string[]; limits: Record<string, number> }

// Two braces stand for one, so that the marks of a system can be written: `{{noformat}}`.
const NAME = /\{\{([a-z]\w*)\}\}|\{([a-z][\w.]*)\}/gi

/** Fills a JSON template: in its texts only, so that no value can become structure. */
export function fillTemplate(template: unknown, values: Values, shape: Shape): unknown {
  if (typeof template === 'string') return fillText(template, values, shape)
  if (Array.isArray(template)) return template.map((one) => fillTemplate(one, values, shape))
  if (typeof template !== 'object' || template === null) return template
  return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, fillTemplate(part, values, shape)]))
}

/** Fills an address: every value but the base is one piece of a path or a query. */
export function fillAddress(template: string, base: string, values: Values): URL {
  const filled = template.replace(NAME, (_, __, name: string) => {
    if (name === 'base') return base
    const value = String(values[name] ?? '')
    // Encoding leaves dots as they are, and a piece of dots alone would lead elsewhere.
    if (/^\.{1,2}$/.test(value)) throw new RangeError(`${name} is no piece of an address`)
    return encodeURIComponent(value)
  })
  return new URL(filled)
}

/** The names that a template asks for. */
export function namesIn(template: unknown): string[] {
  if (typeof template === 'string') return [...template.matchAll(NAME)].flatMap((found) => found[2] ?? [])
  if (typeof template !== 'object' || template === null) return []
  return Object.values(template).flatMap(namesIn)
}

function fillText(template: string, values: Values, shape: Shape): unknown {
  const whole = /^\{([a-z][\w.]*)\}$/i.exec(template)?.[1]
  if (whole !== undefined && typeof values[whole] !== 'string') return values[whole] ?? ''
  return template.replace(NAME, (_, mark: string | undefined, name: string) =>
    mark === undefined ? shorten(String(values[name] ?? ''), name, shape) : `{${mark}}`,
  )
}

const CUT = '\n(cut here; the whole case is at the desk)'

function shorten(text: string, name: string, { strip, limits }: Shape): string {
  const harmless = strip.reduce(breakUp, text)
  const limit = limits[name]
  if (limit === undefined || harmless.length <= limit) return harmless
  const end = limit > CUT.length * 2 && harmless.includes('\n') ? CUT : '…'
  return harmless.slice(0, limit - end.length).toWellFormed() + end
}

// With a space in it a mark is a word like others, and can still be read.
function breakUp(text: string, mark: string): string {
  const pattern = new RegExp(mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi')
  return text.replace(pattern, (found) => `${found.slice(0, 1)} ${found.slice(1)}`)
}

/** What lies at a path such as `result.0.sys_id`. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((held, name) => {
    if (typeof held !== 'object' || held === null || !Object.hasOwn(held, name)) return undefined
    return (held as Record<string, unknown>)[name]
  }, value)
}
