import { Button } from './button.tsx'
import { go } from './navigate.ts'
import { Picture } from './picture.tsx'
import { Plot } from './plot.tsx'
import type { PictureData } from './wire.ts'
import { ago, count } from './words.ts'

const dayName = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const DAY = 86_400_000

/** What comes in. */
export function Codes({ data: { days, codes }, query }: PictureData) {
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

/** How cases end. */
export function Outcomes({ data: { days, outcomes }, query }: PictureData) {
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

/** Where people give up. */
export function Places({
  data: { funnel, topics },
  query,
  onTopic,
}: PictureData & { onTopic: (topic: string) => void }) {
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

/** What was not understood. */
export function Unanswered({ data: { unanswered }, query }: PictureData) {
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
