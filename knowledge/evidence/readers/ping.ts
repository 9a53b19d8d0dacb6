import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { addressIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { readStretches } from '../stretches.ts'

const PING_TARGET =
  /^(?:pinging|ping wird ausgeführt für|envoi d'une requête 'ping' sur|haciendo ping a|esecuzione di ping|обмен пакетами с) ([\w.-]{1,253})(?: \[([\da-f.:]{3,45})\])?/
// The name and its address stand together, and the bytes that are sent, in every language; ping of Linux writes round brackets.
const TARGET_BY_SHAPE =
  /(?<![\w.-])([\w-][\w.-]{0,252}) (?:\[([\da-f.:]{3,45})\].{0,30}\b32\b|\(([\da-f.:]{3,45})\) \d{1,5}\(\d{1,5}\) bytes of data)/
const FIND =
  'find|finden|trouver|encontrar|encontró|trovare|vinden|обнаружить|найти|znaleźć|hitta|finde|nalézt|bulamadı|見つかりません|找不到|찾을 수'
const HOST = "host|l'hôte|hôte|l'host|hosta|hostitele|узел|ホスト|主机|호스트"
const PING_UNKNOWN = new RegExp(
  `^(?=.{0,120}(?:${FIND})).{0,60}\\bping\\b.{0,60}?(?:${HOST}) ?"?([\\w-][\\w.-]{0,252}?)"?(?=\\.? |\\.?$|,| ?が|。)|^ping: (?:unknown host )?([\\w-][\\w.-]{0,252}?)(?:: (?:name or service|temporary failure|no address)|$)`,
)
const PING_REPLY =
  /^(?:reply from|antwort von|réponse de|respuesta desde|risposta da|ответ от) \S{1,60} ?:? ?.{0,12}(?:bytes|octets|байт)|\bttl ?= ?\d{1,3}\b/
const TIMED_OUT =
  "request timed out|zeitüberschreitung|délai d'attente|tiempo de espera agotado|richiesta scaduta|esgotado o tempo limite|time-out bij opdracht|превышен интервал ожидания|upłynął limit czasu|要求がタイムアウト|请求超时|요청 시간이 만료"
const UNREACHABLE =
  "host unreachable|host nicht erreichbar|impossible de joindre l'hôte|host de destino inacces|host di destinazione non raggiungibile|заданный узел недоступен|宛先ホストに到達できません|无法访问目标主机"
const PING_OTHER = new RegExp(
  `^(?:${TIMED_OUT}|destination host unreachable|reply from \\S{1,60}: destination|ping statistics for|packets: sent|approximate round trip|minimum =)|(?:${UNREACHABLE})`,
)
const NO_ANSWER = new RegExp(
  `^(?:${TIMED_OUT})|(?:${UNREACHABLE})|^packets: sent = \\d{1,5}, received = 0\\b|\\b100% packet loss`,
)

const LONGEST = 300

/** ping: whether the name resolves and the host answers. It says nothing about the port. */
export const ping: Reader = {
  cues: ['ping', 'pinging', '32'],
  read: (cued, all) => (cued.some(targetOf) ? readStretches(all, { partOf: targetOf, read: readPing }) : []),
}

function targetOf({ lower, text }: Line): 'target' | undefined {
  return text.length <= LONGEST && (targetIn(lower) || unknownIn(lower)) ? 'target' : undefined
}

function targetIn(lower: string): RegExpExecArray | null {
  const known = PING_TARGET.exec(lower)
  return known || !/[[(]/.test(lower) ? known : TARGET_BY_SHAPE.exec(lower)
}

function unknownIn(lower: string): RegExpExecArray | null {
  return lower.includes('ping') ? PING_UNKNOWN.exec(lower) : null
}

function readPing(lines: readonly Line[]): Draft[] {
  const draft = createDraft('ping')
  let answers = 0
  for (const line of lines) {
    if (line.text.length > LONGEST) continue
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const target = targetIn(line.lower)
    const unknown = unknownIn(line.lower)
    const isReply = PING_REPLY.test(line.lower)
    if (target) {
      putAll(place, {
        kmsHostTested: addressIn(target[1]) ? undefined : target[1],
        kmsHostAddress: target[2] ?? target[3] ?? addressIn(target[1]),
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
