import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { createMachineFinder } from '../grammar/event-machine.ts'
import { factsOfId } from '../grammar/product.ts'
import { canonicalCode, guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

/** Event 8198: an activation attempt failed; the code is the one the activation printed. */
export const event8198: Reader = {
  cues: ['hr', 'appid', 'arguments', 'activation'],
  read: readActivationFailure,
}

function readActivationFailure(lines: readonly Line[], all: readonly Line[]): Draft[] {
  const draft = createDraft('event.8198')
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const code = /\bhr ?= ?0x([0-9a-f]{8})\b/.exec(line.lower)?.[1]
    if (code) put(place, 'errorCode', canonicalCode(code))
    const isArguments = /\bappid=|^command-line arguments/.test(line.lower)
    if (isArguments) {
      putAll(place, factsOfId(guidIn(/appid=([0-9a-f-]{36})/.exec(line.lower)?.[1] ?? '') ?? ''))
      put(place, 'skuId', guidIn(/skuid=([0-9a-f-]{36})/.exec(line.lower)?.[1] ?? ''))
    }
    if (code || isArguments || /^license activation \(.{1,40}\) failed/.test(line.lower)) draft.claimed.push(line)
  }
  if (!draft.facts.errorCode) return []
  const [line] = draft.claimed
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  putAll(place, { commandSucceeded: false, clientName: line && createMachineFinder(all, [line])(line) })
  return [draft]
}
