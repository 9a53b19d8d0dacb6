import type { DispatcherPorts } from '../../../bot/handoff/dispatcher.ts'
import type { Parcel } from '../../../bot/store/index.ts'

type Stored = Parcel & { dueAt: number; lease?: string; done?: number; parkedAt?: number; error?: string }

/** Parcels that wait in memory, as the store hands them out. */
export class Parcels {
  readonly all: Stored[] = []
  readonly calls: string[] = []
  /** When the parcel is due that goes before, by the key of the later one. */
  readonly earlier: Record<string, number> = {}

  put(...keys: string[]): void {
    for (const key of keys)
      this.all.push({ id: `id-${key}`, kind: 'mail', key, payload: {}, attempts: 0, at: Date.now(), dueAt: Date.now() })
  }

  of(key: string): Stored {
    const found = this.all.find((parcel) => parcel.key === key)
    if (!found) throw new Error(`There is no parcel ${key}.`)
    return found
  }

  readonly store: DispatcherPorts['store'] = {
    take: async (kind, lease, now) => {
      this.calls.push(`take ${kind}`)
      const waits = ({ done, parkedAt, lease: held }: Stored) => !done && parkedAt === undefined && held === undefined
      const found = this.all.find((parcel) => parcel.kind === kind && waits(parcel) && parcel.dueAt <= now)
      if (found) found.lease = lease
      return found
    },
    before: async ({ key }) => this.earlier[key],
    defer: async (id, lease, dueAt) => this.#change(id, lease, { dueAt }),
    extend: async (id, lease) => {
      this.calls.push(`extend ${id}`)
      return this.all.some((parcel) => parcel.id === id && parcel.lease === lease)
    },
    finish: async (id, lease, now) => this.#change(id, lease, { done: now }),
    postpone: async (id, lease, { dueAt, error, doubtedAt, parkedAt }) => {
      const parcel = this.all.find((one) => one.id === id)
      const more = { ...(doubtedAt !== undefined && { doubtedAt }), ...(parkedAt && { parkedAt }) }
      return this.#change(id, lease, { dueAt, error, attempts: (parcel?.attempts ?? 0) + 1, ...more })
    },
    release: async (id, lease) => {
      this.calls.push(`release ${id}`)
      this.#change(id, lease, {})
    },
    hasten: async (kind) => {
      this.calls.push(`hasten ${kind}`)
      for (const parcel of this.all) parcel.dueAt = Date.now()
    },
  }

  #change(id: string, lease: string, changes: Partial<Stored>): boolean {
    const parcel = this.all.find((one) => one.id === id && one.lease === lease)
    if (!parcel) return false
    delete parcel.lease
    Object.assign(parcel, changes)
    return true
  }
}
