/** A word of a folded text. Hosts, keys, ids and the like become one word in angle brackets. */
export type Word = { text: string; at: number; path: boolean }

const RUN = /[\p{L}\p{N}_][\p{L}\p{N}_'.@-]*/gu
const FILE = /\.(vbs|exe|msc|txt|dll|dat|log|ps1|cmd|bat|xml|iso|ini|reg|htm|html|aspx|onmicrosoft)$/
const GUID = /^[0-9a-fx]{8}-[0-9a-fx]{4}-[0-9a-fx]{4}-[0-9a-fx]{4}-[0-9a-fx]{12}$/
const KEY = /^[a-z0-9]{5}(?:-[a-z0-9]{5}){2,4}$/
const LONGEST = 40
// Most words: there is nothing to cut.
const LETTERS = /^[a-z]{1,40}$/

/** Cuts a folded text into words, in one pass. */
export function scanWords(folded: string): Word[] {
  const words: Word[] = []
  RUN.lastIndex = 0
  for (let match = RUN.exec(folded); match; match = RUN.exec(folded)) {
    const at = match.index
    const path = folded[at - 1] === '\\' || folded[at + match[0].length] === '\\'
    const run = trimEnd(match[0])
    if (LETTERS.test(run)) words.push({ text: run, at, path })
    else for (const text of classify(run)) words.push({ text, at, path })
  }
  return words
}

function trimEnd(run: string): string {
  let end = run.length
  while (end > 0 && ".'-@".includes(run[end - 1] ?? ' ')) end -= 1
  return run.slice(0, end)
}

function classify(run: string): string[] {
  if (run.length > LONGEST)
    return GUID.test(run) ? ['<id>'] : /[^a-z0-9.@_-]/.test(run) ? splitRun(run.slice(0, 400)) : ['<long>']
  if (/^[a-z_]+$/.test(run)) return splitRun(run)
  if (/^0x?[0-9a-fo]{3,}$/.test(run)) return ['<code>']
  if (/^(?=[^g-z]*[0-9])[48c8][0-9a-fo]{7}$/.test(run)) return ['<code>']
  if (GUID.test(run)) return ['<id>']
  if (KEY.test(run)) return ['<key>']
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(run)) return ['<ip>']
  if (/^\d+$/.test(run)) return [run.length > 4 ? '<number>' : run]
  if (run.includes('@')) return ['<mail>']
  if (FILE.test(run)) return [run.slice(0, run.lastIndexOf('.'))].flatMap(splitRun)
  if (isHost(run)) return ['<host>']
  return splitRun(run)
}

// A single dot between two plain words is more often a missing space than a host.
function isHost(run: string): boolean {
  const labels = run.split('.')
  if (labels.length < 2 || labels.some((label) => label === '')) return false
  const last = labels.at(-1) ?? ''
  return (
    /^[a-z]{2,}$/.test(last) &&
    (labels.length > 2 ||
      /\d|-/.test(labels[0] ?? '') ||
      /^(com|net|org|local|lan|corp|example|int|intern|internal|test|de|uk|fr|edu|gov|io)$/.test(last))
  )
}

const PRODUCT_AND_NUMBER =
  /^(office|word|excel|visio|project|outlook|windows|windos|win|server|ltsc|o|w|host|pc|client)(\d{1,4})$/

function splitRun(run: string): string[] {
  return run
    .split(/[._-]+/)
    .flatMap((part) => {
      const match = PRODUCT_AND_NUMBER.exec(part)
      return match ? [match[1] ?? '', match[2] ?? ''] : [part]
    })
    .filter((part) => part !== '' && part !== "'")
}
