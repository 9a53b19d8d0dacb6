import { useEffect, useRef, useState } from 'preact/hooks'

import { sendMove } from './api.ts'
import { CaseActions } from './case-actions.tsx'
import { Collect, Facts, Fleet, Steps } from './case-facts.tsx'
import { Entries, Transcript } from './case-talk.tsx'
import { go, staying } from './navigate.ts'
import { ReplyBox } from './reply-box.tsx'
import { useShortcuts } from './shortcuts.ts'
import { useLive } from './use-live.ts'
import type { CaseView, Me, MoveOrder, OpenCase } from './wire.ts'
import { ago, CHANNELS, isKnown, REFUSALS, STATUS, when, whoIs } from './words.ts'

type CaseProps = { number: string; me: Me; onSignedOut: () => void }

/** A case on one screen: who, what, facts, steps, conversation, and what an expert does with it. */
export function CasePage({ number, me, onSignedOut }: CaseProps) {
  const [{ data, problem, stale }, set] = useLive<OpenCase>(`cases/${number}`, onSignedOut)
  const [notice, setNotice] = useState('')
  const box = useRef<HTMLElement>(null)
  const move = async (order: MoveOrder): Promise<boolean> => {
    if (!data) return false
    const reply = await sendMove(number, order, data.case.version)
    const shown =
      reply.kind === 'ok' || reply.kind === 'refused' ? (reply.body as Partial<OpenCase> | undefined) : undefined
    if (shown?.case && shown.colleagues) set({ case: shown.case, colleagues: shown.colleagues })
    if (reply.kind === 'signedOut') onSignedOut()
    setNotice(reply.kind === 'ok' ? '' : problemOf(reply))
    return reply.kind === 'ok'
  }
  useEffect(() => {
    document.title = `${number} · IT desk`
  }, [number])
  useShortcuts({
    Escape: () => go('/desk'),
    c: () => void (me.role === 'expert' && move({ kind: 'claim' })),
    r: (event) => {
      event.preventDefault()
      box.current?.focus()
    },
  })
  if (problem) return <Missing number={number} />
  if (!data) return <p class="page subtle">Reading {number} …</p>
  const isOver = data.case.status === 'resolved' || data.case.status === 'withdrawn'
  return (
    <div class="case">
      <CaseHead one={data.case} />
      <p role="status" class="notice">
        {stale ? 'The desk cannot be reached; this is from before.' : notice}
      </p>
      <CaseActions open={data} me={me} onMove={move} />
      <div class="columns">
        <section class="known" aria-labelledby="known-title">
          <h2 id="known-title">What is known</h2>
          {data.case.words && <p class="text added">{data.case.words}</p>}
          <Facts facts={data.case.facts} />
          <Fleet fleet={data.case.fleet} />
          <Collect collect={data.case.collect} />
          <Steps tried={data.case.tried} />
        </section>
        <section class="talk" aria-labelledby="talk-title">
          <h2 id="talk-title">With IT</h2>
          <Entries
            entries={data.case.entries}
            contact={isKnown(data.case.person) || data.case.contact ? contactOf(data.case) : undefined}
          />
          {me.role === 'expert' && !isOver && <ReplyBox number={number} box={box} onMove={move} />}
        </section>
        <section class="said" aria-labelledby="said-title">
          <h2 id="said-title">Conversation with the bot</h2>
          <Transcript lines={data.case.transcript} withheld={data.case.withheld === true} />
        </section>
      </div>
    </div>
  )
}

function CaseHead({ one }: { one: CaseView }) {
  const { number, status, question, codes, product, owner, openedAt, links, title } = one
  const { label, colour } = STATUS[status]
  return (
    <div class="case-head">
      <a href="/desk" onClick={staying} class="back">
        All cases
      </a>
      <div class="title">
        <h1>
          {number} <span class="question">{question}</span>
        </h1>
        <fluent-badge appearance="tint" color={colour} size="large">
          {label}
        </fluent-badge>
      </div>
      <dl class="line">
        <Item name="Person" value={contactOf(one)} />
        <Item name="Product" value={product ?? 'not known'} />
        <Item name="Codes" value={codes.join(', ') || 'none'} />
        {title && <Item name="Topic" value={title} />}
        <Item name="Has it" value={owner?.name ?? 'nobody yet'} />
        <div>
          <dt>Opened</dt>
          <dd>
            <time dateTime={new Date(openedAt).toISOString()} title={when(openedAt)}>
              {ago(openedAt)}
            </time>
          </dd>
        </div>
        {links.map(({ sink, remote }) => (
          <Item key={sink} name={sink} value={remote} />
        ))}
      </dl>
    </div>
  )
}

function Item({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Missing({ number }: { number: string }) {
  return (
    <div class="page">
      <h1>{number}</h1>
      <p>There is no such case, or it was erased.</p>
      <a href="/desk" onClick={staying}>
        All cases
      </a>
    </div>
  )
}

/** How a person can be reached: what the channel knows of them. */
function contactOf({ name, person, channel, contact }: CaseView): string {
  if (contact !== undefined) return name === undefined ? contact : `${name}, ${contact}`
  const known = name !== undefined && name !== person ? `${name}, ${whoIs(person)}` : whoIs(person)
  return `${known} (${CHANNELS[channel] ?? channel})`
}

function problemOf(reply: Awaited<ReturnType<typeof sendMove>>): string {
  if (reply.kind !== 'refused') return 'The desk cannot be reached right now; nothing was sent.'
  if (reply.status === 403) return 'You may read, but not do that.'
  const { reason = '' } = (reply.body ?? {}) as { reason?: string }
  return REFUSALS[reason] ?? 'That was not done.'
}
