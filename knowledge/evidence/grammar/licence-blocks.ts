import type { Line } from '../lines.ts'
import { type Field, type Label, parseField } from './labels.ts'
import { licenseNameIn } from './product.ts'
import { type Around, fieldByValue } from './unlabelled.ts'
import { guidIn } from './values.ts'

/** One value of a licence block and where it stands. */
export type Value = { text: string; line: Line }

/** The lines about one product that ospp.vbs or slmgr.vbs printed. */
export type LicenceBlock = {
  /** Whether the labels are those of ospp.vbs. */
  isOspp: boolean
  isAct: boolean
  /** Whether its properties are those that PowerShell and wmic list. */
  isListed: boolean
  /** Whether it has a value that starts a block, and one that does not. */
  hasHead: boolean
  hasBody: boolean
  /** The output that it stands in, counted by the frames around them. */
  run: number
  values: Map<Label, Value>
  lines: Line[]
  /** The outcome line: `<Product activation successful>` and the like. */
  outcome?: 'succeeded' | undefined
}

const HEADS = new Set<Label>(['attempting', 'productId', 'skuId', 'licenseName', 'name', 'serviceVersion'])
const OSPP = new Set<Label>([
  'attempting',
  'productId',
  'skuId',
  'licenseName',
  'licenseDescription',
  'errorCode',
  'errorDescription',
])
const NOT_IN_A_BLOCK = new Set<Label>(['errorDescription'])

/** Gathers labelled lines into blocks, one a product; frames and order are helpful but not needed. */
export function findBlocks(lines: readonly Line[]): LicenceBlock[] {
  const blocks: LicenceBlock[] = []
  let open: LicenceBlock | undefined
  let run = 0
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) continue
    if (isSeparator(line)) {
      open = undefined
      run += Number(FRAME.test(line.lower))
      continue
    }
    const block = open
    const field = fieldOf(line, block && (() => aroundOf(block, lines, index)))
    if (!field) {
      if (open) addOther(open, line)
      continue
    }
    if (!open || startsNext(open, field.label)) {
      if (!open && NOT_IN_A_BLOCK.has(field.label)) continue
      open = startBlock(run)
      blocks.push(open)
    }
    addField(open, field, line, lines[index + 1])
  }
  return blocks
}

function startBlock(run: number): LicenceBlock {
  const is = { isOspp: false, isAct: false, isListed: false, hasHead: false, hasBody: false }
  return { ...is, run, values: new Map(), lines: [], outcome: undefined }
}

const FRAME = /^-{2,}\s?(?:processing|exiting)/

function isSeparator(line: Line): boolean {
  if (!line.text.startsWith('--')) return false
  return /^-{6,}/.test(line.text) || FRAME.test(line.lower)
}

function fieldOf(line: Line, lookAround?: () => Around): Field | undefined {
  if (line.text.length > 600) return undefined
  const field = parseField(line.text)
  // Other tools print ids too: this one only counts inside a block.
  if (field?.label === 'wmiId' && !(lookAround && guidIn(field.value))) return undefined
  if (!field) return englishSwitch(line) ?? fieldByValue(line, lookAround)
  if (field.label === 'name' && !licenseNameIn(field.value) && !/windows\(r\)|office/i.test(field.value))
    return undefined
  if (field.label === 'description' && !/channel|operating system/i.test(field.value)) return undefined
  return field
}

// These say by themselves that the block of a licence goes on.
function englishSwitch({ lower, text }: Line): Field | undefined {
  if (/^key management service is enabled on this/.test(lower)) return { label: 'priority', value: text }
  if (lower.startsWith('dns publishing ')) return { label: 'publishing', value: text }
  return /^kms host caching is (?:en|dis)abled\.?$/.test(lower) ? { label: 'hostCaching', value: text } : undefined
}

function aroundOf(block: LicenceBlock, lines: readonly Line[], index: number): Around {
  const known = [...block.values.keys()]
  const channel = block.values.get('licenseDescription') ?? block.values.get('description')
  const isHost =
    known.includes('currentCount') ||
    /volume_kms(?!client)/i.test(channel?.text ?? '') ||
    /csvlk/i.test(block.values.get('keyChannel')?.text ?? '')
  return { known, isHost, after: [lines[index + 1], lines[index + 2]] }
}

function startsNext(block: LicenceBlock, label: Label): boolean {
  if (block.isListed && label.startsWith('wmi')) return block.values.has(label)
  if (!HEADS.has(label)) return false
  // wmic lists by name, so that the name of the product stands in the middle.
  if (block.isListed && !block.hasHead) return false
  if (block.values.has(label)) return true
  return block.hasBody && label !== 'skuId'
}

function addField(block: LicenceBlock, field: Field, line: Line, next: Line | undefined): void {
  const isCutOff = field.value === '' && next !== undefined && !fieldOf(next) && !isSeparator(next)
  const isEmptyByNature = field.label === 'attempting' || field.label === 'recent'
  const value = isCutOff && !isEmptyByNature ? next.text : field.value
  addValue(block, field.label, { text: value, line })
  block.lines.push(line)
  const isOfficeClient = field.label === 'name' && /^office .{1,60}(?:client|mak|retail|bypass)/i.test(field.value)
  if (OSPP.has(field.label) || isOfficeClient || /^-{2}/.test(field.value)) block.isOspp = true
  if (field.label === 'attempting') block.isAct = true
}

function addValue(block: LicenceBlock, label: Label, value: Value): void {
  if (block.values.has(label)) return
  block.values.set(label, value)
  block.isListed ||= label.startsWith('wmi')
  if (HEADS.has(label)) block.hasHead = true
  else block.hasBody = true
}

function addOther(block: LicenceBlock, line: Line): void {
  const { lower } = line
  if (/^<?product activation successful>?$/.test(lower)) {
    block.outcome = 'succeeded'
    block.isAct = true
    block.lines.push(line)
  }
  const failure = /^product activation failed: ?(0x[0-9a-f]{8})/i.exec(line.text)?.[1]
  if (failure && !block.values.has('errorCode')) {
    addValue(block, 'errorCode', { text: failure, line })
    block.isAct = true
    block.lines.push(line)
  }
  const isKnown =
    /^to view the activation event history|^notice: a kb article|^for more information please visit|^please use slmgr|^key management service (?:is enabled|cumulative)/.test(
      lower,
    )
  if (isKnown) block.lines.push(line)
}
