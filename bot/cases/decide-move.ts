import type { Actor, Case, CaseStatus, Expert, Move, Refusal, Verdict } from './case.ts'

/** What a decision needs to know of a case. */
export type CaseStanding = Pick<Case, 'status' | 'owner'>

type Words = Move & { kind: 'ask' | 'answer' | 'resolve' }

/** Decides what a move of somebody comes to. Pure. */
export function decideMove(standing: CaseStanding, move: Move, actor: Actor): Verdict {
  return actor.via === 'chat' ? decideOfPerson(standing, move) : decideOfExpert(standing, move, actor)
}

function decideOfPerson({ status, owner }: CaseStanding, move: Move): Verdict {
  switch (move.kind) {
    case 'add': {
      if (isOver(status)) return refuse('over')
      if (move.words.trim() === '') return refuse('empty')
      const entry = { by: 'person', kind: 'words', text: move.words } as const
      return allow(status === 'waiting' ? 'claimed' : status, owner, entry)
    }
    case 'withdraw':
      return isOver(status) ? refuse('over') : allow('withdrawn', owner)
    case 'reopen':
      return reopen(status, owner)
    default:
      return refuse('not-yours')
  }
}

function decideOfExpert({ status, owner }: CaseStanding, move: Move, actor: Expert): Verdict {
  if (move.kind === 'reopen') return reopen(status, owner)
  if (move.kind === 'add' || move.kind === 'withdraw') return refuse('not-yours')
  if (isOver(status)) return refuse('over')
  const isMine = owner !== undefined && isSame(owner, actor)
  // In a ticket system they have settled among themselves who works on it.
  const isTaken = owner !== undefined && !isMine && actor.via !== 'tickets'
  switch (move.kind) {
    case 'claim':
      if (isTaken) return refuse('taken')
      return allow(status === 'open' ? 'claimed' : status, isMine ? owner : actor)
    // Whoever sees that another one should have it may say so.
    case 'assign':
      return allow(status === 'open' ? 'claimed' : status, move.to)
    case 'release':
      return isMine ? allow('open') : refuse(isTaken ? 'taken' : 'not-yours')
    case 'ask':
    case 'answer':
    case 'resolve':
      return isTaken ? refuse('taken') : speak(status, owner ?? actor, move, actor)
  }
}

// Whoever answers has the case: nobody has to claim it first.
function speak(status: CaseStatus, owner: Expert, move: Words, actor: Expert): Verdict {
  const text = move.words ?? ''
  const said = (kind: 'question' | 'answer' | 'resolution') =>
    ({ by: 'expert', kind, text, author: actor.name }) as const
  if (move.kind === 'resolve') return allow('resolved', owner, said('resolution'))
  if (text.trim() === '') return refuse('empty')
  if (move.kind === 'ask') return allow('waiting', owner, said('question'))
  return allow(status === 'open' ? 'claimed' : status, owner, said('answer'))
}

// Who had it has it again.
function reopen(status: CaseStatus, owner: Expert | undefined): Verdict {
  if (status === 'withdrawn') return refuse('over')
  return status === 'resolved' ? allow(owner ? 'claimed' : 'open', owner) : refuse('running')
}

/** Whether nothing more is done about a case. */
export function isOver(status: CaseStatus): boolean {
  return status === 'resolved' || status === 'withdrawn'
}

// People come in by several doors.
function isSame(one: Expert, other: Expert): boolean {
  return one.id === other.id
}

const refuse = (reason: Refusal): Verdict => ({ ok: false, reason })

function allow(status: CaseStatus, owner?: Expert, entry?: (Verdict & { ok: true })['entry']): Verdict {
  return { ok: true, status, ...(owner && { owner }), ...(entry && { entry }) }
}
