/** One row of the picture: two shares from 0 to 1, and a note at the right. */
export type Bar = { label: string; share: number; second: number; note: string }

export type Bars = { title: string; bars: Bar[]; legend: [first: string, second: string]; noteTitle: string }

const WIDTH = 760
const LEFT = 190
const RIGHT = 650
const TOP = 78
const ROW = 50
const COLOURS = ['#2563eb', '#93b4f5'] as const

/** Draws horizontal bars as SVG that reads on light and dark pages alike. */
export function drawBars({ title, bars, legend, noteTitle }: Bars): string {
  const height = TOP + bars.length * ROW + 34
  const bottom = TOP + bars.length * ROW
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="14">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="#ffffff"/>`,
    text(24, 32, title, 'font-size="18" font-weight="600" fill="#111827"'),
    ...legend.flatMap((name, index) => drawLegend(name, index)),
    text(WIDTH - 16, 58, noteTitle, 'text-anchor="end" fill="#6b7280"'),
    ...[0, 25, 50, 75, 100].flatMap((share) => drawGrid(share, bottom)),
    ...bars.flatMap((bar, index) => drawBar(bar, TOP + index * ROW)),
    '</svg>',
    '',
  ].join('\n')
}

function drawLegend(name: string, index: number): string[] {
  const x = LEFT + index * 130
  return [
    `<rect x="${x}" y="47" width="12" height="12" rx="2" fill="${COLOURS[index] ?? COLOURS[0]}"/>`,
    text(x + 18, 58, name, 'fill="#374151"'),
  ]
}

function drawGrid(share: number, bottom: number): string[] {
  const x = place(share / 100)
  return [
    `<line x1="${x}" y1="${TOP - 6}" x2="${x}" y2="${bottom}" stroke="#e5e7eb"/>`,
    text(x, bottom + 18, `${share} %`, 'text-anchor="middle" font-size="12" fill="#6b7280"'),
  ]
}

function drawBar({ label, share, second, note }: Bar, y: number): string[] {
  return [
    text(LEFT - 12, y + 23, label, 'text-anchor="end" fill="#111827"'),
    ...[share, second].flatMap((value, index) => drawShare(value, y + 3 + index * 18, index)),
    text(WIDTH - 16, y + 23, note, 'text-anchor="end" fill="#374151"'),
  ]
}

function drawShare(value: number, y: number, index: number): string[] {
  const x = place(value)
  const inside = value > 0.12
  const figure = (100 * value).toFixed(1)
  const look = inside ? `text-anchor="end" fill="${index === 0 ? '#ffffff' : '#111827'}"` : 'fill="#111827"'
  return [
    `<rect x="${LEFT}" y="${y}" width="${(x - LEFT).toFixed(1)}" height="16" rx="2" fill="${COLOURS[index] ?? COLOURS[0]}"/>`,
    text(inside ? x - 6 : x + 6, y + 12.5, figure, `font-size="12" ${look}`),
  ]
}

function place(share: number): number {
  return Math.round((LEFT + (RIGHT - LEFT) * share) * 10) / 10
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
