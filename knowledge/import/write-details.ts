import type { Detail, OfferedCommand, Part } from './parts.ts'
import { writeBlockStart, writeCell, writeInline } from './write-inline.ts'

/** What a node's first note says of its commands; a fence says only what differs. */
export type Common = { machine?: string; elevated: boolean }

const NO_WAY_BACK = 'the article does not say'

/** Writes the body and the steps of a node. */
export function writeParts(parts: readonly Part[], common: Common): string {
  const blocks: string[] = []
  let number = 0
  for (const run of runsOf(parts)) {
    if (run.kind !== 'step') blocks.push(...writeRun(run.details, common))
    else {
      number += 1
      const marker = `${number}. `
      const inside = writeRun(run.details, common).join('\n\n')
      const text = run.text === '' ? '' : stepText(run.text)
      const content = [text, inside].filter((one) => one !== '').join('\n\n')
      const item = marker + content.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(marker.length)}`)
      blocks.push(item)
    }
  }
  return joinItems(blocks)
}

// Items of one line each stand close together, as a person would write them.
function joinItems(blocks: readonly string[]): string {
  return blocks.reduce((text, block, index) => {
    const before = blocks[index - 1] ?? ''
    const close = [before, block].every((one) => /^\d+\. [^\n]*$/.test(one))
    return `${text}${index === 0 ? '' : close ? '\n' : '\n\n'}${block}`
  }, '')
}

type Run = { kind: 'step'; text: string; details: readonly Detail[] } | { kind: 'body'; details: readonly Detail[] }

function runsOf(parts: readonly Part[]): Run[] {
  const runs: Run[] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (part.kind === 'step') runs.push({ kind: 'step', text: part.text, details: part.details })
    else if (last?.kind === 'body') runs[runs.length - 1] = { kind: 'body', details: [...last.details, part] }
    else runs.push({ kind: 'body', details: [part] })
  }
  return runs
}

// An item that is nothing but a link would stand for the steps behind it.
function stepText(text: string): string {
  const written = writeBlockStart(text)
  return /^\[[^\]]*\]\([^)]*\)$/.test(written) ? `${written}.` : written
}

function writeRun(details: readonly Detail[], common: Common): string[] {
  const blocks: string[] = []
  let bullets: Bullet[] = []
  let open = false
  for (const detail of details) {
    if (detail.kind === 'bullet') {
      bullets.push(detail)
      continue
    }
    if (bullets.length > 0) blocks.push(writeBullets(bullets))
    bullets = []
    blocks.push(...writeDetail(detail, common, open))
    if (detail.kind === 'command') open = true
    if (detail.kind === 'sample') open = false
  }
  return bullets.length > 0 ? [...blocks, writeBullets(bullets)] : blocks
}

type Bullet = Extract<Detail, { kind: 'bullet' }>

// A list starts at its own first level, and no bullet stands more than one level under the one before.
function writeBullets(bullets: readonly Bullet[]): string {
  const least = Math.min(...bullets.map(({ depth }) => depth))
  let before = -1
  return bullets
    .map(({ text, depth }) => {
      before = Math.min(depth - least, before + 1)
      // A bullet that starts with a link would be a way out; those are written at the end.
      return `${'  '.repeat(before)}- ${writeBlockStart(text.replace(/^\[([^[\]]*)\]\(#[^()\s]*\)/, '$1'))}`
    })
    .join('\n')
}

function writeDetail(detail: Exclude<Detail, { kind: 'bullet' }>, common: Common, open: boolean): string[] {
  if (detail.kind === 'words') return [writeBlockStart(detail.text)]
  if (detail.kind === 'alert') {
    const lines = detail.block.text
      .split('\n')
      .map((line) => (line.startsWith('- ') ? `> - ${writeInline(line.slice(2))}` : `> ${writeInline(line)}`))
    return [`> [!${detail.block.alert}]\n${lines.join('\n>\n')}`]
  }
  if (detail.kind === 'table') return [writeTable(detail.rows)]
  if (detail.kind === 'command') return [writeCommand(detail, common)]
  const words =
    detail.expects === undefined || !open
      ? detail.expects
        ? [writeBlockStart(detail.expects)]
        : []
      : [`Expect: ${writeInline(detail.expects)}`.trim()]
  return [...words, fence('text', detail.lines.join('\n'))]
}

function writeCommand(
  { template, shell, machine = 'any', elevated, risk, when }: OfferedCommand,
  common: Common,
): string {
  const keys = [
    ...(machine === common.machine ? [] : [`on=${machine}`]),
    ...(elevated === common.elevated ? [] : [elevated ? 'elevated' : 'elevated=false']),
    ...(risk === 'reads' ? [] : [`risk=${risk}`]),
    ...(risk === 'reads' || risk === 'setting' ? [] : [`undo="${NO_WAY_BACK}"`]),
    ...(when ? [`when=${when}`] : []),
  ]
  return fence([shell, ...keys].join(' '), template)
}

function fence(info: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([mark]) => mark.length))
  const mark = '`'.repeat(longest + 1)
  return `${mark}${info}\n${text}\n${mark}`
}

function writeTable(rows: readonly string[][]): string {
  const [head = [], ...others] = rows
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => writeCell(cell) || ' ').join(' | ')} |`
  return [row(head), `|${'---|'.repeat(Math.max(1, head.length))}`, ...others.map(row)].join('\n')
}
