import { loadKnowledge } from '../../bot/knowledge.ts'

/** Trains once before all tests, so that each of them finds the artefacts in `data/cache`. */
export async function setup(): Promise<void> {
  await loadKnowledge()
}
