import { slug } from 'github-slugger'
import { eachSection, type Section } from './outline.ts'

/** A heading of a series that does not say of what. */
const BARE = /^\w+ \d{1,2}$/

/** Gives every section a title that is no question and a slug that no other has; titles that repeat name what they stand under. */
export function nameSections(sections: readonly Section[]): void {
  const counts = new Map<string, number>()
  for (const section of eachSection(sections)) {
    section.title = tidy(section.title)
    const key = slug(section.title)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  name(sections, '', { counts, taken: new Set(), used: new Map() })
}

type Names = { counts: ReadonlyMap<string, number>; taken: Set<string>; used: Map<string, number> }

function name(sections: readonly Section[], parent: string, names: Names): void {
  const { counts, taken, used } = names
  for (const section of sections) {
    const title = section.title
    const repeats = (counts.get(slug(title)) ?? 0) > 1 || taken.has(slug(title)) || BARE.test(title)
    const wanted = repeats && parent !== '' ? `${title} (${parent})` : title
    let candidate = wanted
    // A counter for each title keeps a thousand sections of one name from trying each other's numbers.
    for (let count = used.get(wanted) ?? 1; taken.has(slug(candidate)) || slug(candidate) === ''; count += 1) {
      candidate = `${wanted} (${count + 1})`
      used.set(wanted, count + 1)
    }
    section.title = candidate
    section.slug = slug(candidate)
    taken.add(section.slug)
    name(section.children, title, names)
  }
}

// The dialect reads a heading that ends in a question mark as a question for the reader.
function tidy(title: string): string {
  const plain = title
    .replace(/`([^`]*)`/g, '$1')
    .replace(/\[([^[\]]{0,300})\]\([^()\s]{0,600}\)/g, '$1')
    .replace(/(?<![\s:?])[\s:?]+$/, '')
    .trim()
  return /\w/.test(plain) ? plain.slice(0, 200) : `Section ${plain}`.trim()
}
