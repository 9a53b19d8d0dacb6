import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { createMachineFinder } from '../grammar/event-machine.ts'
import { factsOfId } from '../grammar/product.ts'
import { canonicalCode, guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { placeOf } from '../place-of.ts'

/** Event 8233: the rules engine tells that an activation by volume licence failed, and for which product. */
export const event8233: Reader = {
  cues: ['engine'],
  read: readRulesEngine,
}

const START = /\brules engine reported a failed vl activation attempt\b/
const LINES_BELOW = 5

function readRulesEngine(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const draft = createDraft('event.8233')
  for (const line of cued) {
    if (!START.test(line.lower)) continue
    draft.claimed.push(line)
    readBelow(draft, all.slice(placeOf(all, line), placeOf(all, line) + LINES_BELOW))
  }
  if (!draft.facts.errorCode) return []
  const [line] = draft.claimed
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  putAll(place, { commandSucceeded: false, clientName: line && createMachineFinder(all, [line])(line) })
  return [draft]
}

function readBelow(draft: Draft, lines: readonly Line[]): void {
  for (const line of lines) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const code = /\breason ?: ?0x([0-9a-f]{8})\b/.exec(line.lower)?.[1]
    if (code) put(place, 'errorCode', canonicalCode(code))
    const application = guidIn(/\bappid ?= ?([0-9a-f-]{36})/.exec(line.lower)?.[1] ?? '')
    if (application) putAll(place, factsOfId(application))
    put(place, 'skuId', guidIn(/\bskuid ?= ?([0-9a-f-]{36})/.exec(line.lower)?.[1] ?? ''))
    if (code || application || /^trigger ?=/.test(line.lower)) draft.claimed.push(line)
  }
}
