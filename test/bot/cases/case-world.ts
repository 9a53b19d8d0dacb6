import { afterAll, afterEach, beforeEach } from 'vitest'

import type { CaseStore, Expert, Move } from '../../../bot/cases/index.ts'
import { type After, conversationKey, type Store } from '../../../bot/store/index.ts'
import type { TicketDraft } from '../../../dialogs/index.ts'

/** Databases under test: each opening of the same place is another bot on the same database. */
export type Bench = { open(ahead: () => number): Promise<Store>; bots: number }

export const ANNA: Expert = { id: 'anna', name: 'Anna', via: 'desk' }
export const BERT: Expert = { id: 'bert', name: 'Bert', via: 'teams' }
export const NAME = { channel: 'directline', conversation: 'c1' }
export const KEY = conversationKey(NAME)
export const OPENING = { name: NAME, person: 'dl_1', locale: 'en' }
export const EMPTY: After = { lines: [], effects: [], outbox: [], answer: {} }
export const WORDS = 'Look at the time of the client.'
export const CLAIM: Move = { kind: 'claim' }

/** The cases of one bot. */
export function casesOf(store: Store): CaseStore {
  return store.openCases({ sinkNames: ['ticket-files'], mask: (text) => text.replaceAll(/SECRET-\w+/g, '[hidden]') })
}

/** Bots on one database that nobody has used, and what people do there. */
export class CaseWorld {
  stores: Store[] = []
  /** Milliseconds by which the bots' clock is ahead. */
  ahead = 0
  #turns = 0

  get store(): Store {
    const [first] = this.stores
    if (!first) throw new Error('There is no bot.')
    return first
  }

  get cases(): CaseStore {
    return casesOf(this.store)
  }

  async turn(after: Partial<After>, conversation = NAME.conversation) {
    const name = { ...NAME, conversation }
    return await this.store.turn(this.#nextKey(name), { ...OPENING, name, reference: '{}' }, () => ({
      ...EMPTY,
      ...after,
    }))
  }

  async openCase(draft: Partial<TicketDraft> = {}, conversation = NAME.conversation): Promise<string> {
    const name = { ...NAME, conversation }
    const { answer } = await this.store.turn(this.#nextKey(name), { ...OPENING, name }, ({ ticketNumber: number }) => ({
      ...EMPTY,
      effects: [{ kind: 'openTicket', ticket: { codes: [], facts: {}, tried: [], question: '?', ...draft, number } }],
      answer: number,
    }))
    return String(answer)
  }

  /** Takes all parcels of a lane. */
  async parcels(kind: string): Promise<unknown[]> {
    const found: unknown[] = []
    for (;;) {
      const parcel = await this.store.take(kind, 'lease', this.store.now() + 1000)
      if (!parcel) return found
      found.push({ key: parcel.key, payload: parcel.payload })
      await this.store.finish(parcel.id, 'lease', this.store.now())
    }
  }

  #nextKey(name: typeof NAME) {
    this.#turns += 1
    return { conversation: conversationKey(name), activity: `a${this.#turns}` }
  }
}

/** Gives each test of the block a database of its own. */
export function useCaseWorld(newBench: () => Promise<Bench>, end: () => Promise<void>): CaseWorld {
  const world = new CaseWorld()
  beforeEach(async () => {
    world.ahead = 0
    const bench = await newBench()
    world.stores = await Promise.all(Array.from({ length: bench.bots }, () => bench.open(() => world.ahead)))
  })
  afterEach(async () => void (await Promise.all(world.stores.map((one) => one.close().catch(() => {})))))
  afterAll(end)
  return world
}
