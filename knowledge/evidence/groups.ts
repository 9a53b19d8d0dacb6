/** Hides GUIDs behind signs of the same length, since their parts look like codes and keys. */
export function hideGuids(text: string): string {
  if (!INNER_PARTS.test(text)) return text
  let out = ''
  let done = 0
  for (const start of guidsIn(text)) {
    if (start < done) continue
    out += text.slice(done, start) + HIDDEN
    done = start + GUID_LENGTH
  }
  return done === 0 ? text : out + text.slice(done)
}

// The dashes and what stands between them: hardly any text without a GUID has that.
const INNER_PARTS = /-[\da-fx*]{4}-[\da-fx*]{4}-[\da-fx*]{4}-/i
const GUID_LENGTH = 36
const HIDDEN = '#'.repeat(GUID_LENGTH)
const PARTS: readonly [from: number, to: number][] = [
  [0, 8],
  [9, 13],
  [14, 18],
  [19, 23],
  [24, 36],
]

/** Where GUIDs start: found by their dashes, which are rarer than their digits. */
function guidsIn(text: string): number[] {
  const starts: number[] = []
  for (let dash = text.indexOf('-', 8); dash !== -1; dash = text.indexOf('-', dash + 1)) {
    if (isDash(text, dash + 1)) continue
    const isCutLikeOne = isDash(text, dash + 5) && isDash(text, dash + 10) && isDash(text, dash + 15)
    if (isCutLikeOne && isGuid(text, dash - 8)) starts.push(dash - 8)
  }
  return starts
}

const DASH = 45

function isDash(text: string, at: number): boolean {
  return text.charCodeAt(at) === DASH
}

function isGuid(text: string, start: number): boolean {
  if (start + GUID_LENGTH > text.length) return false
  if (isAlphanumeric(text.charCodeAt(start - 1)) || isAlphanumeric(text.charCodeAt(start + GUID_LENGTH))) return false
  for (const [from, to] of PARTS)
    for (let at = start + from; at < start + to; at += 1) if (!isGuidSign(text.charCodeAt(at))) return false
  return true
}

// A part may be blacked out by the person, with `x` or `*`.
function isGuidSign(code: number): boolean {
  const lower = code | 0x20
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 102) || lower === 120 || code === 42
}

/** Tells whether a character code is a Latin letter or a digit. */
function isAlphanumeric(code: number): boolean {
  const lower = code | 0x20
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122)
}

/** Maps positions of a text to line numbers, in ascending order of calls or any other. */
export function lineFinder(text: string): (position: number) => number {
  let starts: number[] | undefined
  return (position) => {
    starts ??= lineStarts(text)
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

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
