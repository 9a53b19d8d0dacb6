import type { TurnStore } from '../store/index.ts'

const PAGE = 200

/** Lines of a conversation behind a watermark, as Direct Line clients read them. */
export type ActivitySet = { activities: object[]; watermark: string }

/** Reads the next lines; the watermark of the set is where the next one begins. */
export async function readActivitySet(
  store: Pick<TurnStore, 'lines'>,
  conversation: string,
  after: number,
): Promise<ActivitySet> {
  const lines = await store.lines(conversation, after, PAGE)
  return { activities: lines.map(({ activity }) => activity), watermark: String(lines.at(-1)?.seq ?? after) }
}

/** Reads a watermark; anything that is none means from the beginning. */
export function readWatermark(value: string | null | undefined): number {
  return /^\d{1,15}$/.test(value ?? '') ? Number(value) : 0
}
