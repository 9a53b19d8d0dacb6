import { type Place, put, putAll } from '../draft.ts'

const HOST = '([a-z0-9](?:[a-z0-9_-]{0,62}(?:\\.[a-z0-9_-]{1,63}){0,6}))'
const ADDRESS = '(\\d{1,3}(?:\\.\\d{1,3}){3})'
// A word is a host name when it has a digit, a dash or a dot, or says so: `kms01`, `srv-kms`, `kms.corp.example`.
const NAMED = /^(?=.*[0-9.-])[a-z][\w.-]*$|^\d{1,3}(?:\.\d{1,3}){3}$/
const NOT_A_HOST =
  /^(?:[a-z]+\.vbs|[a-z]+\.exe|e\.g\.?|office-?\d*|windows-?\d*|kms-?(?:host|server|client|key)s?|x\d\d|win\d+|.*bit|non-.*|\d+-.*|[a-z]+\.?|.*\.(?:vbs|exe|dll|csv|txt|log|xrm-ms|htm)|_?v[lm]+cs.*|ms-.*|event-?\d+)$/

type Naming = { pattern: RegExp; isAnswer?: true; put: (place: Place, host: string, port: number | undefined) => void }

const NAMINGS: Naming[] = [
  {
    pattern: new RegExp(`\\b(?:12288|event)\\b[^.;]{0,20}\\b(?:shows|names|has|says|lists) ${HOST}(?::(\\d{2,5}))?`),
    put: (place, host, port) => putAll(place, { kmsHostAsked: host, kmsPortAsked: port }),
  },
  {
    pattern: new RegExp(
      `\\b(?:nslookup|dns|srv(?: record)?)\\b[^.;]{0,40}\\b(?:shows|zeigt|returns|lists|has|says|points to)(?: the| den| our)?(?: server| host)? ${HOST}(?:(?::|,? ?port ?=? ?)(\\d{2,5}))?`,
    ),
    put: (place, host, port) => {
      putAll(place, {
        kmsHostsPublished: [port ? `${host}:${port}` : host],
        kmsPortPublished: port,
        srvRecord: 'found',
      })
    },
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
    isAnswer: true,
    pattern: new RegExp(`^${HOST}(?:(?::|,? ?(?:on |auf )?port ?=? ?)(\\d{2,5}))?[.!]?$`),
    put: (place, host, port) => {
      if (/kms/.test(host) || port) putAll(place, { kmsHostIntended: host, kmsPortIntended: port })
    },
  },
]

/** Hosts that a person names in a sentence, by what the sentence says about them. */
export function readHosts(place: Place, text: string, isAnswer: boolean): void {
  for (const naming of NAMINGS) {
    if (naming.isAnswer && !isAnswer) continue
    const found = naming.pattern.exec(text)
    if (!found) continue
    const words = found.slice(1).filter((word) => word !== undefined)
    const host = words.find((word) => !/^\d{2,5}$/.test(word))?.replace(/\.$/, '')
    const port = Number(words.find((word) => /^\d{2,5}$/.test(word)))
    if (!host || !NAMED.test(host) || NOT_A_HOST.test(host)) continue
    naming.put(place, host, port > 0 && port < 65_536 ? port : undefined)
    put(place, 'kmsHostAddress', /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? host : undefined)
    return
  }
}
