import type { StoredLine, TurnStore } from '../store/index.ts'

const PAGE = 500

/** The activities of a conversation up to a line, as Bot Framework Emulator opens them. */
export async function readTranscript(
  store: Pick<TurnStore, 'lines'>,
  conversation: string,
  upTo: number,
): Promise<Record<string, unknown>[]> {
  const activities: Record<string, unknown>[] = []
  let after = 0
  while (after < upTo) {
    const lines = await store.lines(conversation, after, PAGE)
    const last = lines.at(-1)
    if (!last) break
    activities.push(...lines.filter(({ seq }) => seq <= upTo).map(toActivity))
    after = last.seq
  }
  return activities
}

// Emulator's own keeping of read marks is not ours: it gets what was said, and who said it.
function toActivity({ activity }: StoredLine): Record<string, unknown> {
  const { channelData: _, ...rest } = activity
  return rest
}
