import type { Machine } from '../graph.ts'

/** Where and with which rights something runs, as far as the article says. */
export type Place = { machine?: Machine; elevated?: boolean }

const DNS =
  /\b(?:on|in|to|at|from) (?:the|your|a|an|that|this|each|any)? ?(?:Microsoft |BIND |BIND 9\.x |primary )?DNS[ -]server\b/i
const DETERMINER = '(?:the|your|a|an|that|this|each|every|any|same|another|one of the)'
const HOST = new RegExp(
  `\\b(?:on|from|at|in|to) ${DETERMINER} (?:[\\w()]+ ){0,3}?(?:KMS[ -]host|KMS server|host (?:computer|machine|server))(?! (?:key|caching))|\\b(?:on|from) KMS hosts?\\b`,
  'i',
)
const CLIENT = new RegExp(
  `\\b(?:on|from|at|in|to) ${DETERMINER} (?:[\\w()+.-]+ ){0,4}?(?:clients?|client computers?|PC|workstation|device|target computer)\\b|\\bon (?:another|a|the|this) computer where\\b|\\bon Office clients\\b`,
  'i',
)
const ANY = /\bon any (?:machine|computer|PC)\b/i
const SHELL_WINDOW =
  /\b(?:command[- ](?:prompt|line)s?(?: window)?|command line|PowerShell(?: window| prompt| session)?|terminal)\b/i
const ELEVATED =
  /\belevated\b|run as administrator|administrator(?:'s)? (?:privileges|rights|permissions)|as an administrator|administrative (?:privileges|rights|command)/i

/** What a sentence says about the machine and the rights of what it tells to do. */
export function placeIn(text: string): Place {
  const machine = machineIn(text)
  const elevated = ELEVATED.test(text) ? true : SHELL_WINDOW.test(text) ? false : undefined
  return { ...(machine && { machine }), ...(elevated !== undefined && { elevated }) }
}

function machineIn(text: string): Machine | undefined {
  if (ANY.test(text)) return 'any'
  const found = [
    { machine: 'dnsServer', at: text.search(DNS) },
    { machine: 'kmsHost', at: text.search(HOST) },
    { machine: 'client', at: text.search(CLIENT) },
  ] as const
  return found.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)[0]?.machine
}
