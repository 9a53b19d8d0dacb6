import type { FactName, Facts, Match } from '../knowledge/index.ts'
import { learn, sayChange } from './learn.ts'
import type { Scene } from './scene.ts'

// What somebody who compares two outputs of one tool looks at.
const COMPARED: readonly FactName[] = [
  'licenseStatus',
  'errorCode',
  'innerCode',
  'kmsHostAsked',
  'kmsPortAsked',
  'kmsHostSet',
  'kmsPortSet',
  'kmsHostsPublished',
  'srvRecord',
  'currentCount',
  'totalRequests',
  'failedRequests',
  'listeningPort',
  'dnsPublishing',
  'portReachable',
  'serviceState',
  'hostLicensed',
  'partialKey',
]

/** Says what changed between two pastes of the same tool, or that nothing did. */
export function tellChanges(scene: Scene, before: Facts, match: Match): void {
  const { says, sourceName } = scene.language
  for (const tool of new Set(match.evidence.readings.map((reading) => reading.tool))) {
    const both = COMPARED.filter((fact) => before[fact]?.from === tool && match.evidence.facts[fact]?.from === tool)
    if (tool === 'words' || both.length === 0) continue
    learnRise(scene, before, match)
    const changes = both.flatMap((fact) => sayChange(scene, fact, before[fact], match.evidence.facts[fact]) ?? [])
    // What changed is not read out as well.
    for (const fact of both) scene.read.add(fact)
    scene.notices.push(changes.length > 0 ? says.changed(sourceName(tool), changes) : says.unchanged(sourceName(tool)))
  }
}

// More PCs counted than the last time: the count rises.
function learnRise(scene: Scene, before: Facts, { evidence }: Match): void {
  const [earlier, later] = [before.currentCount, evidence.facts.currentCount]
  if (earlier === undefined || later === undefined || Number(later.value) <= Number(earlier.value)) return
  learn(scene, { countRises: { ...later, value: true } })
}
