import { conversationKey, openSqlite } from '../../bot/store/index.ts'
import type { Effect, Milestone } from '../../dialogs/index.ts'

const DAY = 86_400_000
const TOPIC = 'office-0xC004F074'
const WALK = [
  'is-office-installed-on-the-kms-host-itself',
  'is-there-a-second-kms-host',
  'see-which-kms-host-office-asked',
].map((slug) => `${TOPIC}#${slug}`)
const CODES = ['0xC004F074', '0xC004F042', '0xC004F038', '0x80070005']
const QUESTIONS = [
  'the printer in room 4 is offline',
  'printer offline again',
  'my printer shows offline',
  'visio 2019 wants a token from the licensing portal',
  'token from the licensing portal for visio',
  'how do I move a MAK to another tenant',
]

/** Fills a new database with a month of conversations, the same ones each time, so that there is something to count. */
export async function seedCounts(file: string, now = Date.now()): Promise<void> {
  let at = now
  const store = await openSqlite(file, () => at)
  const draw = createDraw()
  for (let index = 0; index < 160; index += 1) {
    at = now - Math.floor(draw() * 30) * DAY - index * 60_000
    const { passed, effects } = conversationOf(draw)
    const name = { channel: 'directline', conversation: `seed-${index}` }
    const after = { lines: [], effects, outbox: [], answer: {}, passed }
    const key = { conversation: conversationKey(name), activity: 'a' }
    await store.turn(key, { name, person: `dl_${index}`, locale: 'en' }, () => after)
  }
  await store.close()
}

/** Numbers from 0 to 1 that look thrown and are the same each time (Lehmer's generator). */
function createDraw(): () => number {
  let seed = 20_261_122
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
}

function conversationOf(draw: () => number): { passed: Milestone[]; effects: Effect[] } {
  const pick = <T>(from: readonly T[]) => from[Math.floor(draw() ** 1.6 * from.length)] ?? from[0]
  const nodes = WALK.slice(0, 1 + Math.floor(draw() * WALK.length))
  const end = draw()
  const walked = nodes.flatMap((node, step): Milestone[] => [
    { kind: 'node', topic: TOPIC, node },
    ...(step < 2 ? [{ kind: 'question' as const, topic: TOPIC, node }] : []),
  ])
  const passed: Milestone[] = [
    { kind: 'code', code: pick(CODES) ?? '' },
    { kind: 'topic', topic: TOPIC },
    ...walked,
    ...(end < 0.6 ? [{ kind: 'solved' as const, topic: TOPIC }] : []),
    ...(end > 0.85 ? [{ kind: 'person' as const, topic: TOPIC }] : []),
  ]
  const isMiss = draw() < 0.2
  const miss: Effect[] = isMiss ? [{ kind: 'recordMiss', text: pick(QUESTIONS) ?? '', reason: 'undocumented' }] : []
  const helpful = draw() < 0.8
  const thumb: Effect = { kind: 'recordFeedback', node: nodes.at(-1) ?? '', graph: 'seed', helpful }
  return { passed, effects: [...miss, helpful ? thumb : { ...thumb, words: 'The command did not work' }] }
}
