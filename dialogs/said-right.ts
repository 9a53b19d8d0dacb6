import type { FactName, FactValue } from '../knowledge/index.ts'
import { clauses, hearHost } from './answer.ts'
import { sameHost } from './derive.ts'
import { plainWords } from './intent.ts'
import { known, type Scene } from './scene.ts'

type Heard = Partial<Record<FactName, FactValue>>

const LONGEST = 400

/**
 * What a text calls right by pointing back at it: "DNS lists kms02. That one is the right one" speaks of kms02, "it is in
 * DNS and that is correct" of the record. Nothing where it points at nothing in the text.
 */
export function hearRight(scene: Scene, text: string): Heard | undefined {
  const words = plainWords(text)
  const said = words.length > LONGEST ? [] : clauses(words)
  const { RIGHT, SEVERAL } = scene.language.hear.SAID_RIGHT
  const { NEGATION } = scene.language.hear
  const at = said.findIndex((clause) => RIGHT.test(clause) && !NEGATION.test(clause))
  const clause = said[at]
  if (clause === undefined) return undefined
  const before = [...said.slice(0, at), clause]
  const hosts = before.flatMap((one) => hearHost('kmsHostIntended', one) ?? [])
  const host = hosts.at(-1)
  if (host !== undefined) return SEVERAL.test(clause) && hosts.length > 1 ? {} : rightHost(scene, host)
  return rightThings(scene, SEVERAL.test(clause) ? before : before.slice(-2))
}

function rightHost(scene: Scene, host: string): Heard {
  const asked = known(scene, 'kmsHostAsked')?.value
  return { kmsHostIntended: host, ...(asked === undefined ? {} : { kmsHostCorrect: sameHost(host, String(asked)) }) }
}

function rightThings({ language }: Scene, said: readonly string[]): Heard | undefined {
  const { RECORD, LISTENS } = language.hear.SAID_RIGHT
  const record = said.find((clause) => RECORD.test(clause))
  const heard: Heard = {
    // Where a port is told, it is about what the record says, else about whether it should be there.
    ...(record === undefined ? {} : { [/\d/.test(record) ? 'srvRecordCorrect' : 'srvRecordWanted']: true }),
    ...(said.some((clause) => LISTENS.test(clause)) ? { listeningPortCorrect: true } : {}),
  }
  return Object.keys(heard).length > 0 ? heard : undefined
}
