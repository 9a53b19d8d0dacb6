import { LABEL_TEXTS } from './grammar/labels.ts'

// What other tools put before a colon or an equals sign.
const OTHER_LABELS = [
  ...[
    'computername',
    'remoteaddress',
    'remoteport',
    'interfacealias',
    'sourceaddress',
    'pingsucceeded',
    'pingreplydetails (rtt)',
  ],
  ...['tcptestsucceeded', 'log name', 'event id', 'task category', 'timecreated', 'providername', 'error/host'],
  ...['svr hostname', 'nametarget', 'primary name server', 'responsible mail addr', 'service_name', 'display_name'],
  ...['start_type', 'win32_exit_code', 'requests with license status unlicensed'],
  ...['requests with license status licensed', 'requests with license status initial grace period'],
  ...['requests with license status license expired or hardware out of tolerance'],
  ...['requests with license status non-genuine grace period', 'requests with license status notification'],
]
// The name of the host stands before the label.
const OF_A_HOST = 'internet address'
// People write these too; alone they do not show that a tool printed the line.
const EVERYDAY = [
  ...['source', 'date', 'level', 'keywords', 'user', 'computer', 'info', 'message', 'server', 'address', 'state'],
  ...['priority', 'weight', 'port', 'serial', 'type', 'name', 'nom', 'nombre', 'nome', 'description', 'beschreibung'],
  ...['error code', 'error description', 'license status', 'licence status', 'product id', 'fehlercode', 'id'],
]
const isEveryday = new Set(EVERYDAY)
const ENDING = 2
const BY_ENDING = byEnding([...LABEL_TEXTS, ...OTHER_LABELS, OF_A_HOST, ...EVERYDAY])
const isLastSign = new Set([...BY_ENDING.keys()].map((ending) => ending.charCodeAt(ending.length - 1)))

/** Labels by their last letters, the longest first. */
function byEnding(labels: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>()
  for (const label of new Set(labels)) {
    const ending = label.slice(-ENDING)
    map.set(ending, [...(map.get(ending) ?? []), label])
  }
  for (const list of map.values()) list.sort((one, other) => other.length - one.length)
  return map
}

// How lines begin that have no label.
const STARTERS =
  /(?<=[\s>.-])(?:\w{3,60} reg_[a-z]|"\w{3,60}"=["dh]|\[?hkey_local_machine\\|an activation request has been processed|the client has (?:sent|processed) an activation|<(?:no installed product keys|product activation)|activating (?:windows|office)[ (]|dns publishing (?:en|dis)abled|product activated successfully|reply from \d|request timed out|ping statistics for|packets: sent|_v(?:lmcs|mlcs)\._tcp\S{0,200} +srv |copyright \(c\)|microsoft \(r\) windows script host|(?<!offline )product activation (?:successful|failed)|key management service (?:is enabled|cumulative)|to view the activation event history|notice: a kb article|\*\*\* \S{1,80} can't find|-{3} ?(?:processing|exiting)|-{12})|(?<=(?:\.\.\.|->|=>) ?)(?:error|fehler|erreur): ?0x|(?<=-{6}) ?(?=[a-z<[])/g
// Words of starters, behind the first sign of a line: one look for all of them.
const MAY_START =
  /[-=]> ?(?:[Ee]rr|[Ff]ehl)|<(?:[Nn]o |Product)|\*\*\* |---[ <]|\._tcp|ctivating |opyright \(|cript Host|eply from |equest timed|roduct activat|Processing---|Exiting---|ervice is enabled| REG_[A-Z]|"=["dh]|ctivation re[qs]/g
const MAY_LABEL = /[:=][^:=]*[:=]|[>|\]] /
const SHORTEST = 24
const MOST_CUTS = 400
const FEWEST_EVERYDAY = 4

type Cut = { at: number; weight: number }

/**
 * Puts back the line breaks that a chat client or a mail program took out; a line that has none missing is undefined.
 * `lower` is the line in lower case.
 */
export function breakLine(text: string, lower: string): string[] | undefined {
  if (text.length < SHORTEST) return undefined
  const mayHoldLabels = MAY_LABEL.test(text)
  const mayHoldStarters = mayHoldStarter(text)
  if (!mayHoldLabels && !mayHoldStarters) return undefined
  // Folding changes the length of a few letters, and then no place fits.
  if (lower.length !== text.length) return undefined
  const labels = mayHoldLabels ? labelsIn(text, lower) : []
  const starts = mayHoldStarters || labels.length > 1 ? startersIn(lower) : []
  if (starts.length === 0 && (labels.length === 0 || labels.at(-1)?.at === 0)) return undefined
  // Words of everyday are labels where many of them, or an answer of a tool, stand together.
  const needed = starts.length > 0 ? FEWEST_EVERYDAY / 2 : FEWEST_EVERYDAY
  const isPrinted = labels.reduce((sum, { weight }) => sum + weight, 0) >= needed || labels.some(isBehindPrefix(text))
  const places = [...(isPrinted ? labels.map(({ at }) => at) : []), ...starts].filter((at) => at > 0)
  if (places.length === 0) return undefined
  return piecesOf(text, [...new Set(places)].sort((one, other) => one - other).slice(0, MOST_CUTS))
}

function piecesOf(text: string, places: readonly number[]): string[] {
  return [0, ...places]
    .map((from, index) => text.slice(from, places[index] ?? text.length).trim())
    .filter((piece) => piece !== '')
}

/** Places of labels: the words before a colon or an equals sign. */
function labelsIn(text: string, lower: string): Cut[] {
  const cuts: Cut[] = []
  for (let at = nextSign(lower, 2); at !== -1 && cuts.length < MOST_CUTS; at = nextSign(lower, at + 1)) {
    const end = endOfLabel(lower, at)
    if (!isLastSign.has(lower.charCodeAt(end - 1))) continue
    const label = BY_ENDING.get(lower.slice(end - ENDING, end))?.find((one) => standsBefore(text, lower, one, end))
    if (!label) continue
    const start = label === OF_A_HOST ? lower.lastIndexOf(' ', end - label.length - 2) + 1 : end - label.length
    cuts.push({ at: start, weight: weightOf(text.slice(end - label.length, end), label) })
  }
  return cuts
}

// Not the sign of a folder or an address, and not behind other signs.
const SIGN = /[:=](?<=[\da-z)\u0080-\uffff][ .]{0,4}[:=])(?![/\\])/g

/** The next sign that may end a label, or -1. */
function nextSign(lower: string, from: number): number {
  SIGN.lastIndex = from
  return SIGN.test(lower) ? SIGN.lastIndex - 1 : -1
}

function endOfLabel(lower: string, sign: number): number {
  let end = sign
  while (end > 2 && sign - end < 4 && (lower[end - 1] === ' ' || lower[end - 1] === '.')) end -= 1
  return end
}

/** Without a line break between them, a label may touch the value before it: `0xC004F074ERROR DESCRIPTION`. */
function standsBefore(text: string, lower: string, label: string, end: number): boolean {
  const start = end - label.length
  if (start < 0 || !lower.startsWith(label, start)) return false
  const before = text[start - 1]
  if (before === undefined || !/[\p{L}\p{N}_"'-]/u.test(before)) return true
  const isCapital = /\p{Lu}/u.test(text[start] ?? '')
  return isCapital && (label.includes(' ') || /\p{Ll}/u.test(before))
}

/** What a tool prints in capitals, or nobody else writes, weighs more than half. */
function weightOf(written: string, label: string): number {
  const isShouted = written.includes(' ') && written === written.toUpperCase() && /[A-Z]/.test(written)
  return isShouted || !isEveryday.has(label) ? 2 : 1
}

/** A name and a time before what was printed: `[10:42] Jane Doe: LICENSE STATUS: …`, `PC-77 | License Status: …`. */
function isBehindPrefix(text: string): (cut: Cut) => boolean {
  return ({ at, weight }) => weight > 1 && at > 0 && at < 80 && /[:>|\]] $/.test(text.slice(0, at))
}

/** A cheap look before the careful one: words that starters have, not at the start of the line. */
function mayHoldStarter(text: string): boolean {
  MAY_START.lastIndex = 1
  return MAY_START.test(text)
}

function startersIn(lower: string): number[] {
  const places: number[] = []
  STARTERS.lastIndex = 0
  for (let found = STARTERS.exec(lower); found && places.length < MOST_CUTS; found = STARTERS.exec(lower)) {
    places.push(found.index)
    // One of them is only a place between two signs.
    if (found[0] === '') STARTERS.lastIndex += 1
  }
  return places
}
