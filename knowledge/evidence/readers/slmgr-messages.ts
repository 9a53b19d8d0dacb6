import { createDraft, type Draft, type Place, put, putAll } from '../draft.ts'
import type { Line } from '../lines.ts'
import { factsOfId, factsOfName, licenseNameIn, licenseStatus } from '../product.ts'
import { codeIn, guidIn, hostAndPort } from '../values.ts'
import { optionRun } from './command-line.ts'

type Message = { tool: string; pattern: RegExp; succeeded?: boolean; read?: (place: Place, line: Line) => void }

const ACTIVATING =
  /^(?:activating|aktivieren von|activation de|activación de|attivazione di|активация|正在激活) ?(.{0,120}?) ?\(([0-9a-f-]{36})\)/i
const MESSAGES: Message[] = [
  {
    tool: 'slmgr.ato',
    pattern: /^product activated successfully|^das produkt wurde erfolgreich aktiviert|^produit activé/,
    succeeded: true,
  },
  { tool: 'slmgr.ato', pattern: /^error: ?product activation failed|^the product was activated but/, succeeded: false },
  {
    tool: 'slmgr.ipk',
    pattern: /^installed product key .{1,80} successfully|product key .{1,80} erfolgreich installiert/,
    succeeded: true,
  },
  { tool: 'slmgr.upk', pattern: /^uninstalled product key successfully/, succeeded: true },
  { tool: 'slmgr.upk', pattern: /^error: ?product (?:key )?not found/, succeeded: false },
  { tool: 'slmgr.skms', pattern: /^key management service machine name set to /, succeeded: true, read: readHostSet },
  { tool: 'slmgr.ckms', pattern: /^key management service machine name cleared/, succeeded: true },
  { tool: 'slmgr.sprt', pattern: /^key management service port set to /, succeeded: true, read: readPortSet },
  {
    tool: 'slmgr.sdns',
    pattern: /^(?:dns publishing enabled|kms dns publishing (?:is )?enabled)\.?$/,
    succeeded: true,
  },
  {
    tool: 'slmgr.cdns',
    pattern: /^(?:dns publishing disabled|kms dns publishing (?:is )?disabled)\.?$/,
    succeeded: true,
  },
  {
    tool: 'slmgr.host',
    pattern: /^warning: .{1,90}can only be set on a kms machine that is also activated/,
    succeeded: false,
    read: readNoHost,
  },
  { tool: 'slmgr.atp', pattern: /^confirmation id for product .{1,60} deposited successfully/, succeeded: true },
  { tool: 'slmgr.rearm', pattern: /^please restart the system for the changes to take effect/, succeeded: true },
  {
    tool: 'slmgr.xpr',
    pattern: /machine is permanently activated/,
    read: (place) => putAll(place, { licenseStatus: 'licensed', activationMethod: 'mak' }),
  },
  {
    tool: 'slmgr.xpr',
    pattern: /^(?:volume activation|activation) will expire /,
    read: (place) => putAll(place, { licenseStatus: 'licensed', activationMethod: 'kms' }),
  },
  {
    tool: 'slmgr.xpr',
    pattern: /(?:^|: ?)(?:initial grace period|additional grace period|non-genuine grace period) ends /,
    read: (place, line) => put(place, 'licenseStatus', licenseStatus(line.lower)),
  },
  {
    tool: 'slmgr.xpr',
    pattern: /^windows is in notification mode/,
    read: (place) => put(place, 'licenseStatus', 'notification'),
  },
]
const ERROR = /^(?:error|fehler|erreur|errore|erro|ошибка|错误|エラー): ?(0x[0-9a-f]{8}|-?\d{9,10})\b/i

/** The messages of slmgr.vbs, in a console or a dialog box, apart from /dli and /dlv. */
export function readSlmgrMessages(lines: readonly Line[]): Draft[] {
  const drafts = new Map<string, Draft>()
  const draftOf = (tool: string): Draft => {
    const draft = drafts.get(tool) ?? createDraft(tool)
    drafts.set(tool, draft)
    return draft
  }
  const isForOffice = lines.some((line) => isOfficeNamed(line.lower))
  for (const line of lines) {
    if (line.text.length > 500) continue
    const message = MESSAGES.find(({ pattern }) => pattern.test(line.lower))
    if (message) readMessage(draftOf(message.tool), message, line)
    if (ACTIVATING.test(line.text) || /^activating windows\(r\)/.test(line.lower))
      readActivating(draftOf('slmgr.ato'), line)
    const code = ERROR.exec(line.text)?.[1]
    if (code) readError(draftOf(toolOfError(lines)), { line, code, isForOffice })
  }
  return [...drafts.values()]
}

/** slmgr.vbs is about Windows unless it is given the Activation ID of an Office host. */
function isOfficeNamed(lower: string): boolean {
  return /\boffice\b|ospp/.test(lower) || factsOfId(guidIn(lower) ?? '').product === 'office'
}

function readMessage(draft: Draft, message: Message, line: Line): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  if (message.succeeded !== undefined) put(place, 'commandSucceeded', message.succeeded)
  message.read?.(place, line)
  draft.claimed.push(line)
}

function readActivating(draft: Draft, line: Line): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  const name = licenseNameIn(line.text.replace(/^\S+ /, ''))
  if (name) {
    putAll(place, factsOfName(name))
    draft.products.push({ name, facts: draft.facts })
  } else if (/windows\(r\)/.test(line.lower)) put(place, 'product', 'windows')
  put(place, 'skuId', guidIn(line.text))
  draft.claimed.push(line)
}

function toolOfError(lines: readonly Line[]): string {
  const option = optionRun(lines, 'slmgr')
  if (!option || lines.some((line) => line.lower.startsWith('activating '))) return 'slmgr.ato'
  return `slmgr.${option.slice(1)}`
}

type Failure = { line: Line; code: string; isForOffice: boolean }

function readError(draft: Draft, { line, code, isForOffice }: Failure): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  const hex = code.startsWith('0') ? code : `0x${(Number(code) >>> 0).toString(16)}`
  put({ ...place, printed: code }, 'errorCode', codeIn(hex))
  put(place, 'commandSucceeded', false)
  if (!isForOffice) put(place, 'product', 'windows')
  // The sentence behind the code is for the matcher too.
  draft.seen.push(line)
}

function readHostSet(place: Place, line: Line): void {
  const { host, port } = hostAndPort(/ set to (\S{1,255}) successfully/i.exec(line.text)?.[1] ?? '')
  putAll(place, { kmsHostSet: host, kmsPortSet: port, kmsHostSource: host && 'registry' })
}

function readPortSet(place: Place, line: Line): void {
  const port = Number(/ set to (\d{1,5})/.exec(line.text)?.[1])
  put(place, 'listeningPort', port || undefined)
}

// The warning comes on a computer that is no activated host, so it is neither.
function readNoHost(place: Place): void {
  put(place, 'hostLicensed', false)
}
