import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import { Button } from './button.tsx'
import { go } from './navigate.ts'
import { Plot } from './plot.tsx'
import { useLive } from './use-live.ts'
import type { Insights, Me } from './wire.ts'
import { ago, count } from './words.ts'

const EVERY = 60_000
const SPANS = [7, 30, 90, 365]
const MINUTE = 60_000
const dayName = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const DAY = 86_400_000

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
      {data && <Figures data={data} />}
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

type PictureData = { data: Insights; query: URLSearchParams }

function Figures({ data: { outcomes, questions } }: { data: Insights }) {
  const sum = (of: 'cases' | 'alone' | 'person') => outcomes.reduce((total, day) => total + day[of], 0)
  const [cases, alone, person] = [sum('cases'), sum('alone'), sum('person')]
  const asked = questions.reduce((total, { questions: each, cases: times }) => total + each * times, 0)
  const share = (part: number) => (cases === 0 ? '–' : `${Math.round((100 * part) / cases)} %`)
  return (
    <dl class="figures">
      <Figure name="Cases" value={String(cases)} />
      <Figure name="Solved without a person" value={share(alone)} />
      <Figure name="Handed to IT" value={share(person)} />
      <Figure name="Questions asked per case" value={cases === 0 ? '–' : (asked / cases).toFixed(1)} />
    </dl>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

type PictureProps = {
  title: string
  file: string
  query: URLSearchParams
  isEmpty: boolean
  children: ComponentChildren
  head: string[]
  rows: (string | number)[][]
}

function Picture({ title, file, query, isEmpty, children, head, rows }: PictureProps) {
  return (
    <section class="picture" aria-labelledby={`${file}-title`}>
      <h2 id={`${file}-title`}>{title}</h2>
      {isEmpty ? <p class="empty">Nothing in these days.</p> : children}
      <div class="below">
        <details>
          <summary>Table</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
          <section class="scroll" tabIndex={0} aria-label={`${title}, as a table`}>
            <table>
              <thead>
                <tr>
                  {head.map((cell) => (
                    <th key={cell} scope="col">
                      {cell}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.join('|')}>
                    {row.map((cell, index) => (
                      <td key={head[index]} class={typeof cell === 'number' ? 'figure' : ''}>
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
        <a href={`/desk/api/tables/${file}.csv?${query}`} download={`${file}.csv`}>
          CSV<span class="hidden"> of {title}</span>
        </a>
      </div>
    </section>
  )
}

function Codes({ data: { days, codes }, query }: PictureData) {
  const total = (counts: number[]) => counts.reduce((sum, one) => sum + one, 0)
  const said = codes.map(({ code, counts }) => `${code} ${count(total(counts), 'conversation')}`).join(', ')
  const rows = days.map((day, index) => [nameOf(day), ...codes.map(({ counts }) => counts[index] ?? 0)])
  return (
    <Picture
      title="What comes in: codes by day"
      file="codes"
      query={query}
      isEmpty={codes.length === 0}
      head={['Day', ...codes.map(({ code }) => code)]}
      rows={rows.reverse()}
    >
      <p class="unit">conversations per day</p>
      <Plot
        kind="lines"
        days={days}
        series={codes.map(({ code, counts }) => ({ label: code, values: counts }))}
        label={`Conversations per day that name a code. ${said}.`}
      />
    </Picture>
  )
}

function Outcomes({ data: { days, outcomes }, query }: PictureData) {
  const at = (day: number) => outcomes.find((one) => one.day === day) ?? { cases: 0, alone: 0, person: 0 }
  const series = [
    { label: 'Solved without a person', values: days.map((day) => at(day).alone) },
    { label: 'Handed to IT', values: days.map((day) => at(day).person) },
    {
      label: 'Neither',
      values: days.map((day) => at(day).cases - at(day).alone - at(day).person),
      rest: true as const,
    },
  ]
  return (
    <Picture
      title="How cases end"
      file="outcomes"
      query={query}
      isEmpty={outcomes.length === 0}
      head={['Day', ...series.map(({ label }) => label)]}
      rows={days.map((day, index) => [nameOf(day), ...series.map(({ values }) => values[index] ?? 0)]).reverse()}
    >
      <p class="unit">cases by the day they began</p>
      <Plot kind="bars" days={days} series={series} label={`Cases by the day they began. ${summary(series)}.`} />
    </Picture>
  )
}

function summary(series: { label: string; values: number[] }[]): string {
  return series.map(({ label, values }) => `${label} ${values.reduce((sum, one) => sum + one, 0)}`).join(', ')
}

function Places({ data: { funnel, topics }, query, onTopic }: PictureData & { onTopic: (topic: string) => void }) {
  const places = funnel?.places ?? []
  const most = Math.max(1, ...places.map(({ reached }) => reached))
  return (
    <Picture
      title="Where people give up"
      file="places"
      query={query}
      isEmpty={places.length === 0}
      head={['Place', 'Reached', 'Solved here', 'Handed to IT here', 'Left here']}
      rows={places.map(({ title, reached, alone, person, left }) => [title, reached, alone, person, left])}
    >
      <label class="unit">
        Topic{' '}
        <select value={funnel?.topic} onChange={(event) => onTopic(event.currentTarget.value)}>
          {topics.map(({ topic, title, cases }) => (
            <option key={topic} value={topic}>
              {title} ({cases})
            </option>
          ))}
        </select>
      </label>
      <ul class="legend">
        <li class="series-0">came and went on</li>
        <li class="series-left">left here</li>
      </ul>
      <ol class="funnel">
        {places.map(({ node, title, reached, left }) => (
          <li key={node}>
            <span class="place">{title}</span>
            <span class="bar-of" aria-hidden="true">
              <span class="went" style={{ width: `${(100 * (reached - left)) / most}%` }} />
              <span class="gone" style={{ width: `${(100 * left) / most}%` }} />
            </span>
            <span class="count">
              {reached}
              {left > 0 && <strong> · {left} left</strong>}
            </span>
          </li>
        ))}
      </ol>
    </Picture>
  )
}

function Unanswered({ data: { unanswered }, query }: PictureData) {
  return (
    <Picture
      title="What was not understood"
      file="unanswered"
      query={query}
      isEmpty={unanswered.length === 0}
      head={['Question', 'Asked', 'Last']}
      rows={unanswered.map(({ text, count: asked, last }) => [text, asked, ago(last)])}
    >
      <ol class="asked">
        {unanswered.map(({ text, count: asked }) => (
          <li key={text}>
            <span class="figure">{asked} ×</span> <span class="text">{text}</span>
          </li>
        ))}
      </ol>
      <Button size="small" onClick={() => go('/desk/questions')}>
        Write documents for them
      </Button>
    </Picture>
  )
}

const nameOf = (day: number) => dayName.format(day * DAY)
