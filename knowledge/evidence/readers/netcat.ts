import { createDraft, type Draft, type OpenFacts, putAll, type Reader } from '../draft.ts'
import { addressIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

const NAME = '\\(?([\\w-][\\w.:-]{0,252}?)\\)?(?: \\([\\da-f.:]{3,45}\\))?'
const OPEN = new RegExp(
  `^(?:connection to ${NAME},? (?:port )?(\\d{1,5}) (?:port )?\\[?tcp|ncat: connected to ${NAME}:(\\d{1,5}))`,
)
const CLOSED = new RegExp(
  `^(?:nc|netcat): (?:connect to )?${NAME},? (?:port )?(\\d{1,5})(?: \\(tcp\\))?(?: failed)?: \\S`,
)
const MOST_ENTRIES = 200

/** nc and ncat to the port of the host, from a computer that has no telnet. */
export const netcat: Reader = {
  cues: ['nc', 'ncat', 'netcat', 'connection'],
  read: readNetcat,
}

function readNetcat(lines: readonly Line[]): Draft[] {
  const draft = createDraft('netcat')
  const entries = lines.slice(0, MOST_ENTRIES).flatMap((line) => {
    const facts = line.text.length > 400 ? undefined : answerIn(line)
    if (facts) draft.claimed.push(line)
    return facts ?? []
  })
  const [facts] = entries
  return facts ? [{ ...draft, facts, entries }] : []
}

function answerIn(line: Line): OpenFacts | undefined {
  const open = OPEN.exec(line.lower)
  const found = open ?? CLOSED.exec(line.lower)
  if (!found) return undefined
  const facts: OpenFacts = {}
  const target = found[1] ?? found[3]
  const address = addressIn(target)
  putAll(
    { facts, tool: 'netcat', line },
    {
      portReachable: open !== null && !/refused|timed out/.test(line.lower),
      kmsHostTested: address ? undefined : target,
      kmsHostAddress: address,
      kmsPortTested: Number(found[2] ?? found[4]),
    },
  )
  return facts
}
