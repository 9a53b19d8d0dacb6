import { holds } from '../condition.ts'
import type { Facts, FactValue } from '../facts.ts'
import type { DialogGraph, Product, Topic } from '../graph.ts'
import type { Lexicon } from '../lexicon.ts'
import { twinsOf } from './corpus.ts'

/** The topics with what links them: codes, twins of the other product, versions. */
export type TopicIndex = {
  ids: string[]
  byId: Map<string, Topic>
  byCode: Map<string, string[]>
  twins: Map<string, string[]>
  /** Topics of the same product that the same words can mean. */
  versions: Map<string, string>
}

/** Indexes the topics of a graph. */
export function indexTopics({ topics }: DialogGraph, lexicon: Lexicon): TopicIndex {
  const byCode = new Map<string, string[]>()
  for (const { id, codes } of topics) for (const code of codes) byCode.set(code, [...(byCode.get(code) ?? []), id])
  return {
    ids: topics.map(({ id }) => id),
    byId: new Map(topics.map((topic) => [topic.id, topic])),
    byCode,
    twins: new Map(topics.map((topic) => [topic.id, twinsOf(topic, topics, lexicon)])),
    versions: new Map(Object.entries(lexicon.versions)),
  }
}

/** Narrows topics by product and Office version; what nothing decides between stays. */
export function narrow(
  ids: string[],
  index: TopicIndex,
  known: { product?: Product | undefined; facts: Facts },
): string[] {
  const { product, facts } = known
  const byProduct = product ? keepSome(ids, (id) => fits(index, id, product)) : ids
  const version = facts.officeVersion?.value
  if (version === undefined) return byProduct
  return keepSome(byProduct, (id) => hasVersion(id, index, version))
}

/** Tells whether a topic treats an Office version, as far as one is known. */
export function hasVersion(id: string, { versions }: TopicIndex, version: FactValue | undefined): boolean {
  const is = versions.get(id)
  return is === undefined || version === undefined || holds(is, version)
}

/** Tells whether a topic treats a product. */
export function fits(index: TopicIndex, id: string, product: Product | undefined): boolean {
  const products = index.byId.get(id)?.products ?? []
  return product === undefined || products.length === 0 || products.includes(product)
}

/** One topic a product, so that a question about the product has one answer each: the one with a twin comes first. */
export function onePerProduct(ids: string[], index: TopicIndex): string[] {
  const chosen = new Map<string, string>()
  const byTwins = [...ids].sort((left, right) => twinCount(right, ids, index) - twinCount(left, ids, index))
  for (const id of byTwins) {
    const key = (index.byId.get(id)?.products ?? []).join(' ')
    if (!chosen.has(key)) chosen.set(key, id)
  }
  return chosen.size > 1 ? [...chosen.values()] : ids
}

function twinCount(id: string, among: string[], index: TopicIndex): number {
  return (index.twins.get(id) ?? []).filter((twin) => among.includes(twin)).length
}

function keepSome(ids: string[], keep: (id: string) => boolean): string[] {
  const kept = ids.filter(keep)
  return kept.length > 0 ? kept : ids
}
