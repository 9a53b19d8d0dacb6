import { useEffect, useState } from 'preact/hooks'

import { Figures } from './insights-figures.tsx'
import { Codes, Outcomes, Places, Unanswered } from './insights-pictures.tsx'
import { useLive } from './use-live.ts'
import type { Insights, Me } from './wire.ts'
import { count } from './words.ts'

const EVERY = 60_000
const SPANS = [7, 30, 90, 365]
const MINUTE = 60_000

type InsightsProps = { me: Me; onSignedOut: () => void }

/** How the bot does: what comes in, what is solved, where people give up, what is not understood. */
export function InsightsPage({ onSignedOut }: InsightsProps) {
  const [days, setDays] = useState(30)
  const [topic, setTopic] = useState('')
  const query = new URLSearchParams({ days: `${days}`, ahead: `${-new Date().getTimezoneOffset() * MINUTE}` })
  if (topic) query.set('topic', topic)
  const [{ data, stale }] = useLive<Insights>(`insights?${query}`, onSignedOut, EVERY)
  useEffect(() => {
    document.title = 'Insights · IT desk'
  }, [])
  return (
    <div class="page wide">
      <div class="head">
        <h1>Insights</h1>
        <label>
          Last{' '}
          <select value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {SPANS.map((span) => (
              <option key={span} value={span}>
                {count(span, 'day')}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p role="status" class="subtle">
        {stale && 'The desk cannot be reached; this is from before.'}
      </p>
      {data && <Figures data={data} query={query} />}
      {data && (
        <div class="pictures">
          <Codes data={data} query={query} />
          <Outcomes data={data} query={query} />
          <Places data={data} query={query} onTopic={setTopic} />
          <Unanswered data={data} query={query} />
        </div>
      )}
    </div>
  )
}
