import { useState } from 'preact/hooks'

import type { Me, MoveOrder, OpenCase } from './wire.ts'

type ActionsProps = { open: OpenCase; me: Me; onMove: (move: MoveOrder) => Promise<boolean> }

/** What an expert can do with a case besides writing. */
export function CaseActions({ open: { case: one, colleagues }, me, onMove }: ActionsProps) {
  if (me.role !== 'expert') return null
  const { status, owner } = one
  if (status === 'withdrawn') return <p class="subtle">The person took this case back.</p>
  if (status === 'resolved')
    return (
      <div class="actions">
        <fluent-button onClick={() => void onMove({ kind: 'reopen' })}>Reopen</fluent-button>
      </div>
    )
  const isMine = owner?.id === me.id
  return (
    <div class="actions">
      {!owner && (
        <fluent-button appearance="primary" onClick={() => void onMove({ kind: 'claim' })}>
          Claim
        </fluent-button>
      )}
      {isMine && <fluent-button onClick={() => void onMove({ kind: 'release' })}>Give back</fluent-button>}
      <Assign colleagues={colleagues.filter(({ id }) => id !== owner?.id)} onMove={onMove} />
    </div>
  )
}

function Assign({ colleagues, onMove }: { colleagues: OpenCase['colleagues'] } & Pick<ActionsProps, 'onMove'>) {
  const [to, setTo] = useState('')
  if (colleagues.length === 0) return null
  return (
    <span class="assign">
      <label>
        Give to{' '}
        <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="">…</option>
          {colleagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fluent-button disabled={to === ''} onClick={() => void onMove({ kind: 'assign', to }).then(() => setTo(''))}>
        Assign
      </fluent-button>
    </span>
  )
}
