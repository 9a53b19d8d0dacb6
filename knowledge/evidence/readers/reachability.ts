import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'

const ADDRESS = /^[\da-f.:]{3,45}$/

/** telnet to the port of the host, in every language, since host and port stand at fixed places. */
export function readTelnet(lines: readonly Line[]): Draft[] {
  const draft = createDraft('telnet')
  for (const line of lines) {
    if (line.text.length > 400) continue
    const found = /([\w-][\w.-]{0,252}?)\.\.\. ?(.{0,160}?)port:? (\d{1,5}): ?\S/iu.exec(line.text)
    if (!found) continue
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    putAll(place, {
      portReachable: false,
      kmsHostTested: found[1]?.toLowerCase(),
      kmsPortTested: Number(found[3]),
    })
    draft.claimed.push(line)
  }
  return draft.claimed.length > 0 ? [draft] : []
}

/** Test-NetConnection of PowerShell, as list, table or warning. */
export function readTestNetConnection(lines: readonly Line[]): Draft[] {
  const draft = createDraft('test-netconnection')
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const field =
      /^(computername|remoteaddress|remoteport|interfacealias|sourceaddress|tcptestsucceeded|pingsucceeded|pingreplydetails \(rtt\)|namespace|computer)\s{0,12}: ?(.{0,253})$/.exec(
        line.lower,
      )
    const warning = /^warning: (?:tcp connect|ping) to \(?([\w.:-]{1,253}?)(?: ?: ?(\d{1,5}))?\)? failed/.exec(
      line.lower,
    )
    if (!field && !warning) continue
    draft.claimed.push(line)
    if (warning?.[2])
      putAll(place, { portReachable: false, kmsHostAddress: addressIn(warning[1]), kmsPortTested: Number(warning[2]) })
    const [, label, value = ''] = field ?? []
    if (label === 'computername') put(place, 'kmsHostTested', value)
    if (label === 'remoteaddress') put(place, 'kmsHostAddress', addressIn(value))
    if (label === 'remoteport') put(place, 'kmsPortTested', Number(value) || undefined)
    if (label === 'tcptestsucceeded') put(place, 'portReachable', value === 'true')
  }
  return draft.facts.portReachable || draft.facts.kmsPortTested ? [draft] : []
}

/** psping of Sysinternals to host and port. */
export function readPsping(lines: readonly Line[]): Draft[] {
  const draft = createDraft('psping')
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const target = /^(?:tcp connect|connecting) to ([\w.-]{1,253}):(\d{1,5})(?: \(warmup\))?:/.exec(line.lower)
    if (target) {
      const address = addressIn(target[1])
      putAll(place, {
        kmsHostTested: address ? undefined : target[1],
        kmsHostAddress: address,
        kmsPortTested: Number(target[2]),
      })
      if (/from .{1,60}: ?[\d.]{1,9} ?ms/.test(line.lower)) put(place, 'portReachable', true)
    }
    const isFailure = /timeout period expired|actively refused|refused the network connection/.test(line.lower)
    if (isFailure && draft.facts.kmsPortTested) put(place, 'portReachable', false)
    const count = /^sent = \d{1,5}, received = (\d{1,5}), lost/.exec(line.lower)
    if (count && draft.facts.kmsPortTested) put(place, 'portReachable', Number(count[1]) > 0)
    if (target || (isFailure && draft.facts.kmsPortTested) || count) draft.claimed.push(line)
  }
  return draft.facts.kmsPortTested ? [draft] : []
}

const PING_TARGET =
  /^(?:pinging|ping wird ausgeführt für|envoi d'une requête 'ping' sur|haciendo ping a|esecuzione di ping|обмен пакетами с) ([\w.-]{1,253})(?: \[([\da-f.:]{3,45})\])?/
const PING_UNKNOWN =
  /^ping request could not find host ([\w.-]{1,253}?)\. |^ping-anforderung konnte host "?([\w.-]{1,253}?)"? nicht finden/
const PING_REPLY =
  /^(?:reply from|antwort von|réponse de|respuesta desde|risposta da|ответ от) \S{1,60} ?:? ?.{0,12}(?:bytes|octets|байт)/
const PING_OTHER =
  /^(?:request timed out|zeitüberschreitung|délai d'attente|destination host unreachable|reply from \S{1,60}: destination|ping statistics for|packets: sent|approximate round trip|minimum =)/

/** ping: whether the name resolves and the host answers. It says nothing about the port. */
export function readPing(lines: readonly Line[]): Draft[] {
  const draft = createDraft('ping')
  let answers = 0
  for (const line of lines) {
    if (line.text.length > 300) continue
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
  return [draft]
}

function addressIn(text: string | undefined): string | undefined {
  return text && ADDRESS.test(text) && /[.:]/.test(text) ? text : undefined
}
