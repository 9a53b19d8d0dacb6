import { useState } from 'preact/hooks'

import { Button } from './button.tsx'
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
        <Button onClick={() => void onMove({ kind: 'reopen' })}>Reopen</Button>
      </div>
    )
  const isMine = owner?.id === me.id
  return (
    <div class="actions">
      {!owner && (
        <Button appearance="primary" onClick={() => void onMove({ kind: 'claim' })}>
          Claim
        </Button>
      )}
      {isMine && <Button onClick={() => void onMove({ kind: 'release' })}>Give back</Button>}
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
      <Button disabled={to === ''} onClick={() => void onMove({ kind: 'assign', to }).then(() => setTo(''))}>
        Assign
      </Button>
    </span>
  )
}
