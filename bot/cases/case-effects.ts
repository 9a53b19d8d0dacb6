import type { Effect } from '../../dialogs/index.ts'
import type { After } from '../store/index.ts'
import type { CaseParcel } from './case-store.ts'

/** The parcels that tell every system of the tickets a turn opens. */
export function parcelsOf(effects: readonly Effect[], sinkNames: readonly string[]): After['outbox'] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'openTicket') return []
    const { number } = effect.ticket
    const payload: CaseParcel = { number, via: 'chat' }
    return sinkNames.map((kind) => ({ kind, key: number, payload }))
  })
}

/** What a person does with their cases in a turn. */
export function movesOf(effects: readonly Effect[], lanes: readonly string[]): NonNullable<After['moves']> {
  return effects.flatMap((effect): NonNullable<After['moves']> => {
    switch (effect.kind) {
      case 'tellExpert':
        return [{ number: effect.number, move: { kind: 'add', words: effect.words }, lanes }]
      case 'withdrawTicket':
        return [{ number: effect.number, move: { kind: 'withdraw' }, lanes }]
      case 'reopenTicket':
        return [{ number: effect.number, move: { kind: 'reopen' }, lanes }]
      default:
        return []
    }
  })
}
