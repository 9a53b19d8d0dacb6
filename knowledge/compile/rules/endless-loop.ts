import { type Corpus, eachSection, type Finding, type Located, targetOf } from '../corpus.ts'
import type { Draft } from '../draft.ts'
import { finding } from '../finding.ts'

/** From a node no path leads to an end: whoever comes there goes round for ever. */
export function endlessLoop(corpus: Corpus): Finding[] {
  const finite = nodesWithEnd(corpus)
  const told = new Set<Draft>()
  const found: Finding[] = []
  for (const { id, draft, section } of eachSection(corpus)) {
    if (finite.has(id) || told.has(draft)) continue
    told.add(draft)
    found.push(
      finding(
        draft,
        section,
        'from here every way leads in a circle; give one of its steps `ends: solved` or `ends: person`',
      ),
    )
  }
  return found
}

/** Nodes from which an end can be reached, walked backwards from the ends. */
function nodesWithEnd(corpus: Corpus): Set<string> {
  const before = new Map<string, string[]>()
  const finite = new Set<string>()
  for (const located of eachSection(corpus)) {
    const targets = located.section.choices.map(({ url }) => targetOf(corpus, located.draft, url))
    if (isEnd(located, targets)) finite.add(located.id)
    for (const target of targets) {
      if (target === undefined) continue
      const sources = before.get(target) ?? []
      sources.push(located.id)
      before.set(target, sources)
    }
  }
  for (const id of finite) for (const one of before.get(id) ?? []) finite.add(one)
  return finite
}

// A node without choices, or with a link to nowhere, has a diagnostic of its own.
function isEnd({ section }: Located, targets: readonly (string | undefined)[]): boolean {
  return section.settings.some(({ key }) => key === 'ends') || targets.length === 0 || targets.includes(undefined)
}
