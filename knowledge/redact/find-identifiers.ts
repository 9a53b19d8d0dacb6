import { joinCutLines } from './cut-lines.ts'
import type { Identifier, IdentifierForm } from './identifier.ts'
import { NETWORK_FORMS } from './network-forms.ts'
import { PEOPLE_FORMS } from './people-forms.ts'

const FORMS = [...PEOPLE_FORMS, ...NETWORK_FORMS]

/** Finds who and where a text speaks of, first one first, none within another. */
export function findIdentifiers(text: string): Identifier[] {
  const whole = joinCutLines(text)
  const over = whole
    ? findAll(whole.text)
        .filter(({ match: [from, to] }) => whole.isCut(from, to))
        .map((one) => ({ ...one, start: whole.origin(one.start), end: whole.origin(one.end - 1) + 1 }))
    : []
  return withoutOverlaps([...findAll(text), ...over])
}

/** An identifier, and from where to where the form reaches that it was found by. */
type Found = Identifier & { match: [from: number, to: number] }

function findAll(text: string): Found[] {
  const lower = text.toLowerCase()
  return FORMS.filter(({ signs }) => signs.some((sign) => lower.includes(sign))).flatMap((form) => findForm(text, form))
}

function findForm(text: string, { kind, pattern, accepts }: IdentifierForm): Found[] {
  const found: Found[] = []
  for (const match of text.matchAll(pattern)) {
    const { name = '', within } = match.groups ?? {}
    if (accepts && !accepts(name, match)) continue
    const to = match.index + match[0].length
    const isLogin = within !== undefined
    const start = isLogin ? match.index : match.index + match[0].lastIndexOf(name)
    // Of an address the zone of an interface goes too: it tells machines apart.
    const end = isLogin || kind === 'ip' ? to : start + name.length
    const place = { start, end, match: [match.index, to] satisfies Found['match'] }
    found.push({ ...place, kind, name, ...(isLogin && { within }) })
  }
  return found
}

// The longer of two that meet names more; what the shorter one has beyond it goes with it.
function withoutOverlaps(found: Identifier[]): Identifier[] {
  const kept: Identifier[] = []
  for (const one of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (!last || one.start >= last.end) kept.push({ ...one })
    else if (one.end > last.end) {
      const longer = one.end - one.start > last.end - last.start ? one : last
      kept[kept.length - 1] = { ...longer, start: last.start, end: one.end }
    }
  }
  return kept
}
