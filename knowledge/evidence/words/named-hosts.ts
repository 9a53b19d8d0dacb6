import { type Place, put, putAll } from '../draft.ts'
import { createLikelyPatterns } from './likely-patterns.ts'

const HOST = '([a-z0-9](?:[a-z0-9_-]{0,62}(?:\\.[a-z0-9_-]{1,63}){0,6}))'
const ADDRESS = '(\\d{1,3}(?:\\.\\d{1,3}){3})'
// A word is a host name when it has a digit, a dash or a dot, or says so: `kms01`, `srv-kms`, `kms.corp.example`.
const NAMED = /^(?=.*[0-9.-])[a-z][\w.-]*$|^\d{1,3}(?:\.\d{1,3}){3}$/
const NOT_A_HOST =
  /^(?:[a-z]+\.vbs|[a-z]+\.exe|e\.g\.?|office-?\d*|windows-?\d*|kms-?(?:host|server|client|key)s?|x\d\d|win\d+|.*bit|non-.*|\d+-.*|[a-z]+\.?|.*\.(?:vbs|exe|dll|csv|txt|log|xrm-ms|htm)|_?v[lm]+cs.*|ms-.*|event-?\d+)$/

type Naming = {
  pattern: RegExp
  /** Only where the line is the whole text, or where the text speaks of the event. */
  only?: 'answer' | 'event'
  put: (place: Place, host: string, port: number | undefined, others: string[]) => void
}

const putAsked: Naming['put'] = (place, host, port) => putAll(place, { kmsHostAsked: host, kmsPortAsked: port })
const putPublished: Naming['put'] = (place, host, port, others) =>
  putAll(place, {
    kmsHostsPublished: [port ? `${host}:${port}` : host, ...others],
    kmsPortPublished: port,
    srvRecord: 'found',
  })
const PORT = '(?::(\\d{2,5}))?'
const NEXT_HOST = new RegExp(
  `^(?:, ?and |, ?| and | & | plus | \\+ )(?:the |our |also )?${HOST}${PORT}(?= |$|\\.$|,|;)`,
)

const NAMINGS: Naming[] = [
  {
    pattern: new RegExp(
      `\\b(?:telnet|psping|tnc|test-netconnection)(?: to| -computername)? ${HOST}(?: (?:-port |port |on port )?|:)(\\d{2,5})\\b`,
    ),
    put: (place, host, port) => putAll(place, { kmsHostTested: host, kmsPortTested: port }),
  },
  {
    pattern: new RegExp(
      `\\b(?:12288|event)\\b[^.;]{0,30}\\b(?:shows?|showed|names|named|has|says|said|lists|listed|mentions|contains|it was|it is)(?: the)?(?: kms)?(?: host| server| name)? (?:(?:0x)?[0-9a-f]{8},? ){0,2}${HOST}${PORT}`,
    ),
    put: putAsked,
  },
  {
    pattern: new RegExp(`\\b(?:12288|event|ereignis)(?: id)? ?(?:[-=]?>|→|=|:) ?${HOST}${PORT}(?= |$|\\.$|,|;)`),
    put: putAsked,
  },
  {
    pattern: new RegExp(`(?<![\\w.-])${HOST}${PORT},? [^.;:]{0,30}\\b(?:the|in|from|by|that|this) (?:event|12288)\\b`),
    put: putAsked,
  },
  {
    // "In event 12288 I see kms01.corp.example:1689"
    pattern: new RegExp(
      `\\b(?:12288|event|ereignis)\\b[^.;]{0,24}\\b(?:i|we|you|it|there|stands?|is|see|sees|read|find|found|have|get|got|says?) (?:(?:only|just|the|see|read|find|found|get|have|is|stands?) ){0,3}${HOST}${PORT}(?= |$|\\.$|,|;)`,
    ),
    put: putAsked,
  },
  {
    only: 'event',
    pattern: new RegExp(
      `\\b(?:it was|it is|it's|was|shows|says|asked|called|contacted) ${HOST}${PORT}(?= |$|\\.$|,|;)`,
    ),
    put: putAsked,
  },
  {
    pattern: new RegExp(
      `\\b(?:nslookup|dns|srv(?: record)?)\\b[^.;]{0,40}\\b(?:shows?|zeigt|returns?|lists?|has|have|says?|names?|gives?|gave|finds?|found|points to|answers? with)(?: me| us)?(?: only| just| nur| still)?(?: the| den| our)?(?: server| host)? ${HOST}(?:(?::|,? ?port ?=? ?)(\\d{2,5}))?`,
    ),
    put: putPublished,
  },
  {
    pattern: new RegExp(
      `\\b(?:own|separate|dedicated) (?:kms )?(?:host|server)[,:]? (?:called |named )?${HOST}${PORT}`,
    ),
    put: (place, host, port) => putAll(place, { kmsHostIntended: host, kmsPortIntended: port }),
  },
  {
    pattern: new RegExp(
      `\\b(?:nslookup|srv|srv records?) ?(?:[-=]?>|→|=|:) ?${HOST}(?:(?::|,? ?port ?=? ?)(\\d{2,5}))?(?= |$|\\.$|,|;)`,
    ),
    put: putPublished,
  },
  {
    pattern: new RegExp(
      `\\b(?:should|must|shall|ought to|supposed to|has to) (?:be|ask|use|go to|take) (?:the )?${HOST}${PORT}(?= |$|\\.$|,|;)`,
    ),
    put: (place, host, port) => putAll(place, { kmsHostIntended: host, kmsPortIntended: port }),
  },
  {
    // Typed off the output in one line, in whatever order.
    pattern: new RegExp(`\\bport ?[=:]? ?(\\d{2,5})\\b[^.;]{0,20}\\bs[vr]{2} hostname ?[=:]? ?${HOST}`),
    put: putPublished,
  },
  {
    pattern: new RegExp(`\\bs[vr]{2} hostname ?[=:]? ?${HOST}(?:[^.;]{0,12}\\bport ?[=:]? ?(\\d{2,5})\\b)?`),
    put: putPublished,
  },
  {
    pattern: new RegExp(
      `(?<![\\w.-])${HOST} (?:is|stands|are|was)? ?(?:entered |written |put )?in (?:the|our|its|my|a) hosts? file\\b`,
    ),
    put: (place, host) => putAll(place, { kmsHostIntended: host }),
  },
  {
    pattern: new RegExp(
      `\\bping (?:to |on |auf |nach )?(?:${ADDRESS}|${HOST}) (?:works|is ok|ok|answers|geht|succeeds|replies|funktioniert|successful)`,
    ),
    put: (place, host) => putAll(place, { kmsHostTested: host, kmsHostIntended: host }),
  },
  {
    pattern: new RegExp(
      `\\b(?:kms|key|activation|our) ?(?:host|server|name|machine|box)?(?: is| ist| =|:| heißt| called| named| name is|, it is| at| has ip| ip is)? ${HOST}(?:(?::|,? ?(?:on |auf )?port ?=? ?)(\\d{2,5}))?`,
    ),
    put: (place, host, port) => putAll(place, { kmsHostIntended: host, kmsPortIntended: port }),
  },
  {
    pattern: new RegExp(
      `\\b(?:against|use|using|to|host is|server is|it is|it's) ${HOST}(?:(?::|,? ?port ?=? ?)(\\d{2,5}))?(?= |$|\\.$|,|;)`,
    ),
    put: (place, host, port) => {
      if (/kms/.test(host) || port) putAll(place, { kmsHostIntended: host, kmsPortIntended: port })
    },
  },
  {
    // Nothing but a name: the answer to a question.
    only: 'answer',
    pattern: new RegExp(`^${HOST}(?:(?::|,? ?(?:on |auf )?port ?=? ?)(\\d{2,5}))?[.!]?$`),
    put: (place, host, port) => {
      if (/kms/.test(host) || port) putAll(place, { kmsHostIntended: host, kmsPortIntended: port })
    },
  },
]

/** What the whole text is: one line, or words about the event that names the host. */
export type Setting = { isAnswer: boolean; isAboutEvent: boolean }

const MOST_TRIES = 20
const likelyNamings = createLikelyPatterns(NAMINGS)

/** Hosts that a person names in a sentence, by what the sentence says about them. */
export function readHosts(place: Place, text: string, { isAnswer, isAboutEvent }: Setting): void {
  const taken = new Set<string>()
  for (const naming of likelyNamings(text)) {
    if ((naming.only === 'answer' && !isAnswer) || (naming.only === 'event' && !isAboutEvent)) continue
    const named = hostIn(text, naming.pattern)
    // A host is what the first naming says of it; another host can be something else.
    if (!named || taken.has(named.host)) continue
    const { host, port } = named
    taken.add(host)
    naming.put(place, host, port, othersAfter(text.slice(named.end)))
    put(place, 'kmsHostAddress', /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? host : undefined)
  }
}

const MOST_OTHERS = 20

/** The hosts that stand behind one in the same list: "kms01 and kms02". */
function othersAfter(rest: string): string[] {
  const others: string[] = []
  let left = rest
  while (others.length < MOST_OTHERS) {
    const found = NEXT_HOST.exec(left)
    const host = found?.[1]
    if (found === null || host === undefined || !NAMED.test(host) || NOT_A_HOST.test(host)) break
    others.push(found[2] === undefined ? host : `${host}:${found[2]}`)
    left = left.slice(found[0].length)
  }
  return others
}

/** The first place that fits and holds a word that can be a host. */
function hostIn(text: string, pattern: RegExp): { host: string; port: number | undefined; end: number } | undefined {
  let from = 0
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const found = pattern.exec(text.slice(from))
    if (!found) return undefined
    const words = found.slice(1).filter((word) => word !== undefined)
    const host = words.find((word) => !/^\d{2,5}$/.test(word))?.replace(/\.$/, '')
    const port = Number(words.find((word) => /^\d{2,5}$/.test(word)))
    if (host && NAMED.test(host) && !NOT_A_HOST.test(host))
      return {
        host,
        port: port > 0 && port < 65_536 ? port : undefined,
        end: from + found.index + found[0].length,
      }
    // The word that was taken for a host may be the one that names it.
    const next = text.slice(from + found.index).search(/(?<=\w)\W/)
    if (next === -1) return undefined
    from += found.index + next
  }
  return undefined
}
