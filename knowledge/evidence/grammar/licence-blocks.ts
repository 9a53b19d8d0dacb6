import type { Line } from '../lines.ts'
import { type Field, type Label, parseField } from './labels.ts'
import { licenseNameIn } from './product.ts'

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
  for (const [index, line] of lines.entries()) {
    if (isSeparator(line)) {
      open = undefined
      continue
    }
    const field = fieldOf(line)
    if (!field) {
      if (open) addOther(open, line)
      continue
    }
    if (!open || startsNext(open, field.label)) {
      if (!open && NOT_IN_A_BLOCK.has(field.label)) continue
      open = startBlock()
      blocks.push(open)
    }
    addField(open, field, line, lines[index + 1])
  }
  return blocks
}

function startBlock(): LicenceBlock {
  const is = { isOspp: false, isAct: false, isListed: false, hasHead: false, hasBody: false }
  return { ...is, values: new Map(), lines: [], outcome: undefined }
}

function isSeparator(line: Line): boolean {
  if (!line.text.startsWith('--')) return false
  return /^-{6,}/.test(line.text) || /^-{2,}\s?(?:processing|exiting)/.test(line.lower)
}

function fieldOf(line: Line): Field | undefined {
  if (line.text.length > 600) return undefined
  const field = parseField(line.text)
  if (!field) return otherFieldOf(line)
  if (field.label === 'name' && !licenseNameIn(field.value) && !/windows\(r\)|office/i.test(field.value))
    return undefined
  if (field.label === 'description' && !/channel|operating system/i.test(field.value)) return undefined
  return field
}

// Lines without a colon, and labels in languages that are not in the table: the value tells.
function otherFieldOf(line: Line): Field | undefined {
  const { lower, text } = line
  if (
    /^key management service is enabled on this|^dns publishing |^kms host caching is (?:en|dis)abled\.?$/.test(lower)
  ) {
    return { label: lower.startsWith('kms host') ? 'hostCaching' : 'priority', value: text }
  }
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  const value = text.slice(colon + 1).trim()
  if (/^(?:error|fehler|erreur|erro|ошибка|错误|エラー)\b/.test(lower)) return undefined
  if (value === '') return undefined
  if (/^-{2,} ?[a-z_ -]{4,25}-{2,}$/i.test(value)) return { label: 'licenseStatus', value }
  if (/^(?:microsoft )?(?:office (?:20)?\d\d|windows[^,]{0,30}), [\w()/ .-]{2,70} edition$/i.test(value))
    return { label: 'name', value }
  if (/, [\w:()/-]{3,40} channel$/i.test(value)) return { label: 'description', value }
  if (/\(cmid\)/i.test(text)) return { label: 'clientMachineId', value }
  if (/^\d{1,7} ?\D{1,14}\(\d{1,4} ?\D{1,12}\)\)?$/.test(value)) return { label: 'volumeExpiration', value }
  if (/^[\w.-]{1,253}:\d{2,5}$/.test(value)) return { label: /dns/i.test(text) ? 'hostFromDns' : 'hostSet', value }
  if (/^0x[0-9a-f]{8}\b/i.test(value) && /\(.{3,40}\)\.?$/.test(value)) return { label: 'notificationReason', value }
  return undefined
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
