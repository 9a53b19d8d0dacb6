import { announcedCommand, wholeCommand } from './commands.ts'

/** What a line of a plain article looks like on its own. */
export type Shape =
  | 'bar'
  | 'item'
  | 'stub'
  | 'url'
  | 'command'
  | 'path'
  | 'alert'
  | 'label'
  | 'pair'
  | 'sentence'
  | 'phrase'

export const ITEM = /^(?:[-•·▪◦*o–]\s+|(?<number>\d{1,3})[.)]\s+|(?<letter>[A-Za-z])[.)]\s+(?=[A-Z]))(?=\S)/
export const ALERT =
  /^(?<kind>Note|Notes|Tip|Important|Warning|Caution)(?: \d{1,2})?\s*(?:[:,]\s*(?<text>.*)|\s+(?<bare>[A-Z].*))?$/i
export const LABEL =
  /^(?:(?<role>symptoms?|causes?|resolutions?|solutions?|workarounds?|problem(?: description)?|more information|additional information|references|related (?:articles|topics|links|content)|see also|summary|applies to|status|prerequisites|error message|details|steps to resolve)(?: (?<number>\d{1,2}))?)\s*:?$/i
/** A heading of a series, which may go on behind a colon. */
export const SERIES =
  /^(?:Method|Solution|Option|Workaround|Resolution|Scenario|Step|Case(?: study)?|Part|Approach|Cause) ?(?:\d{1,2}|[A-F])\b(?:\s*[:.)(–-]|\s*$)/i
const STUB = /^(?:Collapse this (?:image|table)|Expand this (?:image|table))+/i

/** Tells what a line looks like. */
export function shapeOf(text: string): Shape {
  if (/^\|.*\|/.test(text)) return 'bar'
  if (STUB.test(text)) return 'stub'
  if (ITEM.test(text)) return 'item'
  if (/^\(?https?:\/\/\S+\)?$/.test(text)) return 'url'
  if (LABEL.test(text)) return 'label'
  if (isAlert(text)) return 'alert'
  if (SERIES.test(text) && text.length <= 160) return 'phrase'
  if (wholeCommand(text) !== undefined || (announcedCommand(text) !== undefined && /\s[/-]\w|_/.test(text)))
    return 'command'
  if (/^(?:[A-Za-z]:\\|\\\\|HKEY_|HKLM|%\w+%\\)/.test(text) && !/[.!?]$/.test(text)) return 'path'
  if (isPair(text) && text.length <= 200 && !/[a-z]{3}[.!?]$/.test(text)) return 'pair'
  return isSentence(text) ? 'sentence' : 'phrase'
}

function isAlert(text: string): boolean {
  const groups = ALERT.exec(text)?.groups
  if (!groups) return false
  // "Note the server name" tells to write it down; "Note If your …" is an alert whose colon was lost.
  return (
    groups['bare'] === undefined ||
    /^(?:If|The|This|These|You|When|Serious|Some|Make|For|In|It|To|Do)\b/.test(groups['bare'])
  )
}

/** Tells a sentence, which ends in punctuation, from a phrase, which may be a heading. */
export function isSentence(text: string): boolean {
  if (/[?]["”']?$/.test(text))
    return !(text.length <= 100 && /^(?:How|What|Why|When|Where|Which|Who|Is|Are|Can|Do|Does)\b/.test(text))
  return /[.!:;]["”'’)]*$/.test(text)
}

/** A name and its value, as tools print them: few plain words, a sign, something behind it. */
function isPair(text: string): boolean {
  const [, name = '', sign = ''] = /^([^=:]{1,90}?) ?([=:])(?= +\S|$)/.exec(text) ?? []
  if (sign === '' || /^(?:NOTE|Note|https?|HKEY\w*|(?:Office|Windows) [\d.]+)$/.test(name)) return false
  if (text.endsWith(':') && text.length <= name.length + 2) return /^_\S+ /.test(name)
  const words = name.split(' ')
  return (
    words.length <= 9 && words.every((word) => /^[\w()./'-]+$/.test(word)) && (/^[A-Z_]/.test(name) || sign === '=')
  )
}
