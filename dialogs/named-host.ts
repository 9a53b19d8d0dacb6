import type { FactName, FactValue } from '../knowledge/index.ts'
import { clauses } from './answer.ts'
import { isWellFormed } from './commands.ts'
import { sameHost } from './derive.ts'
import { plainWords } from './intent.ts'
import type { Language } from './languages/index.ts'
import { known, nodeOf, type Scene } from './scene.ts'
import { factsSought, isLookUp } from './tool-facts.ts'

type As = 'right' | 'plain' | 'wrong' | 'gone' | 'office' | 'windows' | 'listed' | 'unlisted'
type NamedHost = { host: string; as: As }
/** What follows from the hosts of a text: facts, and facts that it seems to state and does not. */
type Meant = { facts: Partial<Record<FactName, FactValue>>; drops: FactName[] }

const LONGEST = 400

/** The host that somebody says is theirs, or the one to use: "our server is called srv-kms2", "kms-b is the right one". */
export function hearOurHost(language: Language, text: string): string | undefined {
  return hearNamed(language, text).find(({ as }) => as === 'right')?.host ?? calledHost(language, text)
}

function calledHost({ hear }: Language, text: string): string | undefined {
  const name = text.length > LONGEST ? undefined : hear.OUR_HOST.exec(text)?.[1]?.replace(/\.$/, '')
  return name !== undefined && isName(hear, name) ? name : undefined
}

const isName = ({ NO_NAME }: Language['hear'], name: string) =>
  !NO_NAME.test(name.toLowerCase()) && isWellFormed('kmsHostIntended', name)

function hearNamed({ hear }: Language, text: string): NamedHost[] {
  const words = plainWords(text)
  if (words.length > LONGEST) return []
  const { RIGHT, PLAIN, WRONG, GONE, OFFICE, WINDOWS, LISTED, UNLISTED, LIKE_A_HOST, NO_HOST } = hear.HOST_WORDS
  const ways: [As, readonly RegExp[]][] = [
    ['unlisted', UNLISTED],
    ['listed', LISTED],
    ['wrong', WRONG],
    ['gone', GONE],
    ['office', OFFICE],
    ['windows', WINDOWS],
    ['right', RIGHT],
    ['plain', PLAIN],
  ]
  return clauses(words).flatMap((clause): NamedHost[] => {
    for (const [as, patterns] of ways) {
      const found = patterns.flatMap((pattern) => pattern.exec(clause)?.[1] ?? [])
      const host = found.find((one) => LIKE_A_HOST.test(one) && !NO_HOST.test(one) && isName(hear, one))
      if (host !== undefined) return [{ host: asWritten(text, host), as }]
    }
    return []
  })
}

function asWritten(text: string, host: string): string {
  const at = text.toLowerCase().indexOf(host)
  return at < 0 ? host : text.slice(at, at + host.length)
}

/** What a text says of hosts by their names, against the host that the PC asked. */
export function meantHosts(scene: Scene, text: string): Meant {
  const meant: Meant = { facts: {}, drops: [] }
  for (const named of hearNamed(scene.language, text)) takeNamed(scene, named, meant)
  const called = meant.facts.kmsHostIntended === undefined ? calledHost(scene.language, text) : undefined
  if (called !== undefined) meant.facts.kmsHostIntended = called
  return meant
}

function takeNamed(scene: Scene, { host, as }: NamedHost, { facts, drops }: Meant): void {
  const asked = known(scene, 'kmsHostAsked')?.value
  const isAsked = asked === undefined ? undefined : sameHost(host, String(asked))
  if (as === 'plain' && looksForAsked(scene)) facts.kmsHostAsked = host
  else if (as === 'right' || as === 'plain' || (as === 'office' && isAsked === false)) {
    facts.kmsHostIntended = host
    if (isAsked !== undefined) facts.kmsHostCorrect = isAsked
    // "kms1 is the right one" says nothing of a host that nobody has named yet.
    else if (!isAbout(scene, 'kmsHostCorrect')) drops.push('kmsHostCorrect')
    if (isAsked === false) drops.push('hostIntendedForOffice')
    if (isAsked === undefined && isAbout(scene, 'hostIntendedForOffice')) facts.hostIntendedForOffice = true
  } else if (isAsked === false) drops.push(...ABOUT[as])
  else if (as === 'listed' || as === 'unlisted') facts.srvRecordMatches = as === 'listed'
  else if (as === 'wrong') facts.kmsHostCorrect = false
  else if (as === 'gone') facts.hostStillActive = false
  else facts.hostIntendedForOffice = as === 'office'
}

const ABOUT: Record<Exclude<As, 'right' | 'plain'>, readonly FactName[]> = {
  listed: [],
  unlisted: [],
  wrong: ['kmsHostCorrect'],
  gone: ['hostStillActive'],
  office: ['hostIntendedForOffice'],
  windows: ['hostIntendedForOffice', 'hostStillActive'],
}

const isAbout = ({ state }: Scene, fact: FactName) => state.asking?.kind === 'fact' && state.asking.fact === fact

function looksForAsked(scene: Scene): boolean {
  const node = nodeOf(scene, scene.state.node)
  if (isAbout(scene, 'kmsHostAsked')) return true
  return isLookUp(node) && factsSought(scene.knowledge.graph.nodes, node).includes('kmsHostAsked')
}
