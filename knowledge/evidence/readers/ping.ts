import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { addressIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { readStretches } from '../stretches.ts'

const PING_TARGET =
  /^(?:pinging|ping wird ausgeführt für|envoi d'une requête 'ping' sur|haciendo ping a|esecuzione di ping|обмен пакетами с) ([\w.-]{1,253})(?: \[([\da-f.:]{3,45})\])?/
const PING_UNKNOWN =
  /^ping request could not find host ([\w.-]{1,253}?)\. |^ping-anforderung konnte host "?([\w.-]{1,253}?)"? nicht finden/
const PING_REPLY =
  /^(?:reply from|antwort von|réponse de|respuesta desde|risposta da|ответ от) \S{1,60} ?:? ?.{0,12}(?:bytes|octets|байт)/
const PING_OTHER =
  /^(?:request timed out|zeitüberschreitung|délai d'attente|destination host unreachable|reply from \S{1,60}: destination|ping statistics for|packets: sent|approximate round trip|minimum =)/
const NO_ANSWER =
  /^(?:request timed out|zeitüberschreitung|délai d'attente)|host unreachable|^packets: sent = \d{1,5}, received = 0\b/

const LONGEST = 300

/** ping: whether the name resolves and the host answers. It says nothing about the port. */
export const ping: Reader = {
  cues: [
    'pinging',
    'ping',
    'envoi',
    'haciendo',
    'esecuzione',
    'обмен',
    'reply',
    'antwort',
    'réponse',
    'respuesta',
    'risposta',
    'ответ',
    'request',
    'zeitüberschreitung',
    'délai',
    'destination',
    'packets',
    'approximate',
    'minimum',
  ],
  read: (lines) => readStretches(lines, { partOf: targetOf, read: readPing }),
}

function targetOf({ lower, text }: Line): 'target' | undefined {
  return text.length <= LONGEST && (PING_TARGET.test(lower) || PING_UNKNOWN.test(lower)) ? 'target' : undefined
}

function readPing(lines: readonly Line[]): Draft[] {
  const draft = createDraft('ping')
  let answers = 0
  for (const line of lines) {
    if (line.text.length > LONGEST) continue
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const target = PING_TARGET.exec(line.lower)
    const unknown = PING_UNKNOWN.exec(line.lower)
    const isReply = PING_REPLY.test(line.lower)
    if (target) {
      putAll(place, {
        kmsHostTested: addressIn(target[1]) ? undefined : target[1],
        kmsHostAddress: target[2] ?? addressIn(target[1]),
      })
    }
    if (unknown) putAll(place, { kmsHostTested: unknown[1] ?? unknown[2], commandSucceeded: false })
    if (isReply) answers += 1
    if (target || unknown || isReply || PING_OTHER.test(line.lower)) draft.claimed.push(line)
  }
  if (!draft.facts.kmsHostTested && !draft.facts.kmsHostAddress) return []
  put({ facts: draft.facts, tool: draft.tool, line: draft.claimed[0] }, 'commandSucceeded', answers > 0)
  const isFailed = draft.claimed.some((line) => NO_ANSWER.test(line.lower))
  if (answers > 0 || isFailed)
    put({ facts: draft.facts, tool: draft.tool, line: draft.claimed[0] }, 'hostAnswersPing', answers > 0)
  return [draft]
}
