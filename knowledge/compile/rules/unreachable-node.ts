import { type Corpus, eachSection, type Finding, isProcedure, nodeId, targetOf } from '../corpus.ts'
import { finding, quote } from '../finding.ts'

/** No path from a topic's start leads to a node. */
export function unreachableNode(corpus: Corpus): Finding[] {
  const reached = reachable(corpus)
  return [...eachSection(corpus)]
    .filter(({ id }) => !reached.has(id))
    .map(({ draft, section }) =>
      finding(
        draft,
        section,
        `no link leads to ${quote(section.title)} from the start of a topic; link to it, or take it out`,
      ),
    )
}

function reachable(corpus: Corpus): Set<string> {
  const starts = corpus.documents.filter((draft) => !isProcedure(draft) && draft.sections.length > 0)
  const reached = new Set(
    starts.flatMap((draft) => draft.sections.slice(0, 1).map((section) => nodeId(draft, section))),
  )
  // A set is walked in the order of insertion, what is added on the way included.
  for (const id of reached) for (const next of waysOut(corpus, id)) reached.add(next)
  return reached
}

function waysOut(corpus: Corpus, id: string): string[] {
  const located = corpus.nodes.get(id)
  if (!located) return []
  const { draft, section } = located
  const settings = [...section.settings, ...section.commands.flatMap((command) => command.settings)]
  const links = [
    ...section.choices,
    ...section.items.flatMap(({ splice }) => splice ?? []),
    ...settings.flatMap(({ link }) => link ?? []),
  ]
  return links.flatMap(({ url }) => targetOf(corpus, draft, url) ?? [])
}
