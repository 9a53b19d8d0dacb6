/** A run of letters and digits in a text. */
export type Group = { text: string; start: number; end: number }

/** Cuts a text into its runs of Latin letters, digits and underscores. */
export function groupsOf(text: string): Group[] {
  const groups: Group[] = []
  for (const found of text.matchAll(/[0-9A-Za-z_]+/g)) {
    groups.push({ text: found[0], start: found.index, end: found.index + found[0].length })
  }
  return groups
}

/** Hides GUIDs behind signs of the same length, since their parts look like codes and keys. */
export function hideGuids(text: string): string {
  return text.replace(GUID, (guid) => '#'.repeat(guid.length))
}

// The first part may be blacked out by the person.
const GUID = /(?<![0-9A-Za-z])[0-9a-fx*]{8}-[0-9a-fx*]{4}-[0-9a-fx*]{4}-[0-9a-fx*]{4}-[0-9a-fx*]{12}(?![0-9A-Za-z])/gi

/** Maps positions of a text to line numbers, in ascending order of calls or any other. */
export function lineFinder(text: string): (position: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (position) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}
