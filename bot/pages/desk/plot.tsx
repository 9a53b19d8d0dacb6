import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'

/** A line or a pile of bars over days. `rest`: what is left over, in grey. */
export type Series = { label: string; values: number[]; rest?: true }

type PlotProps = { days: number[]; series: Series[]; kind: 'lines' | 'bars'; label: string }

const HEIGHT = 200
const DAY = 86_400
// Okabe and Ito's colours, told apart with any colour vision; lighter ones on dark. Lines differ in their dashes too.
const LIGHT = ['#0072b2', '#c45500', '#00795a', '#a6507f', '#6b6b00']
const DARK = ['#56b4e9', '#f5a04c', '#34c79b', '#e39cc5', '#e8de5a']
const REST = '#8a8a8a'
const DASHES = [[], [6, 3], [2, 3], [10, 4], [8, 3, 2, 3]]

/** Draws counts by day. The table beside says the same; the picture is for the eye. */
export function Plot({ days, series, kind, label }: PlotProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const host = place.current
    if (!host) return undefined
    const dark = matchMedia('(prefers-color-scheme: dark)')
    let plot: uPlot | undefined
    const draw = () => {
      plot?.destroy()
      plot = new uPlot(optionsOf({ series, kind }, host.clientWidth, dark.matches), dataOf(days, series, kind), host)
    }
    const resize = new ResizeObserver(() => plot?.setSize({ width: host.clientWidth, height: HEIGHT }))
    draw()
    resize.observe(host)
    dark.addEventListener('change', draw)
    return () => {
      resize.disconnect()
      dark.removeEventListener('change', draw)
      plot?.destroy()
    }
  }, [days, series, kind])
  return (
    <>
      <div class="plot" ref={place} role="img" aria-label={label} />
      <ul class="legend" aria-hidden="true">
        {series.map(({ label: name, rest }, index) => (
          <li key={name} class={rest ? 'rest' : `series-${index}`}>
            {name}
          </li>
        ))}
      </ul>
    </>
  )
}

// Bars are piled up: each stands on the sum of those below, and is drawn behind them.
function dataOf(days: readonly number[], series: readonly Series[], kind: PlotProps['kind']): uPlot.AlignedData {
  const sum = days.map(() => 0)
  const drawn = series.map(({ values }) =>
    values.map((value, index) => {
      if (kind === 'lines') return value
      sum[index] = (sum[index] ?? 0) + value
      return sum[index] ?? 0
    }),
  )
  return [days.map((day) => day * DAY), ...(kind === 'bars' ? drawn.reverse() : drawn)]
}

function optionsOf({ series, kind }: Pick<PlotProps, 'series' | 'kind'>, width: number, dark: boolean): uPlot.Options {
  const colours = dark ? DARK : LIGHT
  const text = dark ? '#d6d6d6' : '#424242'
  const grid = { stroke: dark ? '#3d3d3d' : '#e6e6e6', width: 1 }
  const font = '12px "Segoe UI", system-ui, sans-serif'
  const bars = uPlot.paths.bars?.({ size: [0.7, 24], align: 0 })
  const lines = series.map(({ label, rest }, index) => {
    const colour = rest ? REST : (colours[index % colours.length] ?? text)
    if (kind === 'bars' && bars)
      return { label, stroke: colour, width: 0, fill: colour, paths: bars, points: { show: false } }
    return { label, stroke: colour, width: 2, dash: DASHES[index % DASHES.length] ?? [], points: { show: false } }
  })
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: (_, first, last) => [first - DAY / 2, last + DAY / 2] },
      y: { range: (_, __, most) => [0, Math.max(4, most)] },
    },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    axes: [
      { stroke: text, grid: { show: false }, ticks: grid, font, values: '{D} {MMM}', space: 64 },
      { stroke: text, grid, ticks: { show: false }, font, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    ],
    series: [{}, ...(kind === 'bars' ? lines.reverse() : lines)],
  }
}
