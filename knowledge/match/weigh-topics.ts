import type { Case } from './case.ts'
import type { Ranking } from './decision.ts'
import { inOrder } from './product.ts'
import { fits, hasVersion, narrow, type TopicIndex } from './topics.ts'

// What is left of the share of a topic that treats another product: more where no code ties it to its own.
const MISFIT = 0.1
const GENERAL_MISFIT = 0.2

/** The topics with twins counted as one problem, best first; topics of another product than the text's fall back. */
export function rankTopics({ words, cues, facts }: Case, index: TopicIndex): Ranking {
  const product =
    cues.product ??
    (facts.product?.value === 'office' || facts.product?.value === 'windows' ? facts.product.value : undefined)
  const version = facts.officeVersion?.value
  const suits = (id: string) => (product === undefined || fits(index, id, product)) && hasVersion(id, index, version)
  const misfits = new Set(index.ids.filter((id) => !suits(id)))
  const scored = index.ids.map((id) => {
    const own = words.shares.get(id) ?? 0
    if (misfits.has(id)) return { id, score: own * (isGeneral(id, index) ? GENERAL_MISFIT : MISFIT) }
    let inherited = 0
    for (const twin of index.twins.get(id) ?? []) if (misfits.has(twin)) inherited += words.shares.get(twin) ?? 0
    return { id, score: own + inherited }
  })
  // What the product rules out leaves its share to the topics that fit.
  const before = index.ids.reduce((sum, id) => sum + (words.shares.get(id) ?? 0), 0)
  const after = scored.reduce((sum, { score }) => sum + score, 0)
  const factor = after > 0 ? before / after : 0
  return scored
    .map(({ id, score }) => ({ id, score: score * factor }))
    .sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1))
    .slice(0, 5)
}

/** Twins of which the text says that it means both, one for each product. */
export function inBoth(ids: string[], { cues }: Case, index: TopicIndex): string[] {
  if (!cues.both) return []
  return inOrder(cues).flatMap((product) => ids.find((id) => fits(index, id, product)) ?? [])
}

/** The topics that the words mean alike when neither product nor version is known. */
export function openTwins(id: string, ranking: Ranking, { cues, facts }: Case, index: TopicIndex): string[] {
  const product = cues.product
  const twins = (index.twins.get(id) ?? []).filter((twin) => ranking.some((one) => one.id === twin))
  const group = narrow([id, ...twins.slice(0, 1)], index, { product, facts })
  if (product !== undefined && !group.includes(id)) return [id]
  return group
}

/** The text holds a good part of a sentence that both topics show: the words do not tell which. */
export function sharesMessage({ messages }: Case, left: string, right: string): boolean {
  return messages.some(({ topics }) => topics.includes(left) && topics.includes(right))
}

function isGeneral(id: string, { byId, twins, versions }: TopicIndex): boolean {
  return byId.get(id)?.codes.length === 0 && (twins.get(id) ?? []).length === 0 && !versions.has(id)
}
