import { useEffect, useRef, useState } from 'preact/hooks'
import { sendMove } from './api.ts'
import { Button } from './button.tsx'
import { go, staying } from './navigate.ts'
import { useShortcuts } from './shortcuts.ts'
import { useLive } from './use-live.ts'
import type { CaseStatus, CaseSummary, Me, Queue } from './wire.ts'
import { ago, CHANNELS, count, PRODUCTS, REFUSALS, STATUS, when, whoIs } from './words.ts'

type QueueProps = { me: Me; onSignedOut: () => void }
type Filter = 'running' | 'mine' | 'open' | 'waiting' | 'over' | 'all'

const FILTERS: Record<Filter, { label: string; status: CaseStatus[]; mine?: true }> = {
  running: { label: 'Running', status: ['open', 'claimed', 'waiting'] },
  mine: { label: 'Mine', status: ['open', 'claimed', 'waiting'], mine: true },
  open: { label: 'Nobody’s', status: ['open'] },
  waiting: { label: 'Waiting', status: ['waiting'] },
  over: { label: 'Over', status: ['resolved', 'withdrawn'] },
  all: { label: 'All', status: [] },
}

/** The queue of cases, worked by keyboard or mouse. */
export function QueuePage({ me, onSignedOut }: QueueProps) {
  const [filter, setFilter] = useState<Filter>('running')
  const [search, setSearch] = useState('')
  const [before, setBefore] = useState<string>()
  const [notice, setNotice] = useState('')
  const [{ data, stale }] = useLive<Queue>(pathOf(filter, search, before), onSignedOut)
  const list = useRef<HTMLUListElement>(null)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    document.title = 'Cases · IT desk'
  }, [])
  const claim = async () => {
    const link = document.activeElement
    const number = link instanceof HTMLElement ? link.dataset['number'] : undefined
    const found = data?.cases.find((one) => one.number === number)
    if (!found || me.role !== 'expert') return
    const reply = await sendMove(found.number, { kind: 'claim' }, found.version)
    if (reply.kind === 'ok') go(`/desk/cases/${found.number}`)
    else setNotice(reply.kind === 'refused' ? reasonOf(reply.body) : 'The desk cannot be reached right now.')
  }
  useShortcuts({
    j: (event) => step(list.current, event, 1),
    ArrowDown: (event) => step(list.current, event, 1),
    k: (event) => step(list.current, event, -1),
    ArrowUp: (event) => step(list.current, event, -1),
    c: () => void claim(),
    '/': (event) => {
      event.preventDefault()
      box.current?.focus()
    },
  })
  const choose = (name: Filter) => {
    setFilter(name)
    setBefore(undefined)
  }
  return (
    <div class="page">
      <div class="head">
        <h1>Cases</h1>
        <fluent-text-input
          class="search"
          ref={box}
          placeholder="Number, person, code or words"
          autocomplete="off"
          maxlength={200}
          value={search}
          onInput={(event) => {
            setSearch(event.currentTarget.value)
            setBefore(undefined)
          }}
        >
          Search
        </fluent-text-input>
      </div>
      <Filters chosen={filter} onChoose={choose} />
      <p role="status" class="subtle">
        {stale ? 'The desk cannot be reached; this is from before.' : notice}
      </p>
      {data && <Cases list={list} queue={data} searched={search !== '' || filter !== 'running'} />}
      {(before || data?.more) && <Pager queue={data} before={before} onTurn={setBefore} />}
    </div>
  )
}

function Filters({ chosen, onChoose }: { chosen: Filter; onChoose: (filter: Filter) => void }) {
  return (
    <fieldset class="filters">
      <legend class="hidden">Which cases</legend>
      {Object.entries(FILTERS).map(([name, { label }]) => (
        <label key={name}>
          <input type="radio" name="filter" checked={name === chosen} onChange={() => onChoose(name as Filter)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Cases({
  list,
  queue,
  searched,
}: {
  list: { current: HTMLUListElement | null }
  queue: Queue
  searched: boolean
}) {
  if (queue.cases.length === 0)
    return <p class="empty">{searched ? 'No case is like that.' : 'No case is waiting for IT.'}</p>
  return (
    <ul class="queue" ref={list} aria-label="Cases, newest first">
      {queue.cases.map((one) => (
        <Row key={one.number} one={one} />
      ))}
    </ul>
  )
}

function Row({ one }: { one: CaseSummary }) {
  const { number, status, question, codes, product, person, channel, owner } = one
  const { label, colour } = STATUS[status]
  return (
    <li>
      <a class="row" href={`/desk/cases/${number}`} data-number={number} onClick={staying}>
        <span class="number">{number}</span>
        <span class="about">
          <span class="question">{question}</span>
          <span class="subtle">
            {[...codes.slice(0, 3), PRODUCTS[product ?? ''], CHANNELS[channel] ?? channel, whoIs(person)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span class="state">
          <fluent-badge appearance="tint" color={colour}>
            {label}
          </fluent-badge>
          <span class="subtle">{owner ? owner.name : 'nobody yet'}</span>
        </span>
        <Waits one={one} />
      </a>
    </li>
  )
}

function Waits({ one: { unansweredSince, changedAt } }: { one: CaseSummary }) {
  const at = unansweredSince ?? changedAt
  return (
    <span class={unansweredSince === undefined ? 'waits subtle' : 'waits strong'}>
      <time dateTime={new Date(at).toISOString()} title={when(at)}>
        {unansweredSince === undefined ? `changed ${ago(at)}` : `wrote ${ago(at)}`}
      </time>
    </span>
  )
}

type PagerProps = { queue: Queue | undefined; before: string | undefined; onTurn: (before: string | undefined) => void }

function Pager({ queue, before, onTurn }: PagerProps) {
  const last = queue?.cases.at(-1)?.number
  return (
    <div class="row-of-buttons">
      {before && <Button onClick={() => onTurn(undefined)}>Newest</Button>}
      {queue?.more && last && <Button onClick={() => onTurn(last)}>Older</Button>}
      <span class="subtle">{count(queue?.cases.length ?? 0, 'case')} on this page</span>
    </div>
  )
}

function pathOf(filter: Filter, search: string, before: string | undefined): string {
  const { status, mine } = FILTERS[filter]
  const query = new URLSearchParams(status.map((one) => ['status', one]))
  if (mine) query.set('mine', '1')
  if (search.trim()) query.set('search', search.trim())
  if (before) query.set('before', before)
  return `cases?${query}`
}

function step(list: HTMLUListElement | null, event: KeyboardEvent, by: 1 | -1): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('a.row') ?? [])]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = rows[at < 0 ? 0 : at + by]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function reasonOf(body: unknown): string {
  const { reason = '' } = (body ?? {}) as { reason?: string }
  return REFUSALS[reason] ?? 'That was not done.'
}
