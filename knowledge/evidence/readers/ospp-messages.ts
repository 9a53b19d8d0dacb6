import { createDraft, type Draft, type Place, put } from '../draft.ts'
import type { Line } from '../lines.ts'
import { guidIn } from '../values.ts'
import { optionRun } from './command-line.ts'

/** Codes that only a key can be at fault for: the answer of /inpkey when no command line was pasted. */
const KEY_CODES = new Set(['0xC004F050', '0xC004F051', '0xC004F069', '0xC004F061', '0xC004F015', '0xC004E016'])

type Message = { tool: string; pattern: RegExp; succeeded?: boolean }

const MESSAGES: Message[] = [
  { tool: 'ospp.setting', pattern: /^successfully applied setting/, succeeded: true },
  { tool: 'ospp.inpkey', pattern: /^<?product key installation successful>?/, succeeded: true },
  { tool: 'ospp.unpkey', pattern: /^<?product key uninstall successful>?/, succeeded: true },
  { tool: 'ospp.unpkey', pattern: /^<?product key not found>?$/, succeeded: false },
  { tool: 'ospp.unpkey', pattern: /^uninstalling product key for:/ },
  { tool: 'ospp.act', pattern: /^<?offline product activation successful>?/, succeeded: true },
]
const SETTINGS =
  /^\/(?:sethst|setprt|remhst|cachst|actype|skms-domain|ckms-domain|stokflag|ctokflag|puserops|duserops|rearm)/
const FRAME =
  /windows script host|copyright \(c\) microsoft|^-{3} ?(?:processing|exiting)|^-{20,}$|^copyright .{1,40} microsoft/

/** The one-line answers of ospp.vbs to /inpkey, /unpkey, /sethst and the like, and an error without a product. */
export function readOsppMessages(lines: readonly Line[]): Draft[] {
  const errors = lines.filter((line) => /^error code: ?0x/.test(line.lower))
  const starts = lines.filter((line) => /^-{3} ?processing/.test(line.lower)).map((line) => line.number)
  const drafts = MESSAGES.flatMap((message) => {
    const line = lines.find((one) => message.pattern.test(one.lower))
    return line ? [readMessage(message, line, errorBefore(line, errors, starts))] : []
  })
  const only = drafts.filter((draft, index) => drafts.findIndex((one) => one.tool === draft.tool) === index)
  const [error] = errors
  if (only.length === 0 && error && lines.some((line) => FRAME.test(line.lower))) return [readError(error, lines)]
  return only
}

/** The script prints "Successfully applied setting." also after it failed for a licence: an error in its frame counts. */
function errorBefore(line: Line, errors: readonly Line[], starts: readonly number[]): Line | undefined {
  const start = starts.findLast((number) => number < line.number) ?? 0
  return errors.find((error) => error.number > start && error.number < line.number)
}

function readMessage(message: Message, line: Line, error: Line | undefined): Draft {
  const draft = createDraft(message.tool)
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  if (message.succeeded !== undefined) put(place, 'commandSucceeded', message.succeeded && !error)
  put(place, 'product', 'office')
  draft.claimed.push(line)
  if (error) addError(draft, error)
  return draft
}

function readError(error: Line, lines: readonly Line[]): Draft {
  const option = optionRun(lines, 'ospp')
  const code = /0x[0-9a-f]{8}/i.exec(error.text)?.[0] ?? ''
  const isKey =
    option?.startsWith('/inpkey') ||
    (!option && KEY_CODES.has(code.replace(/^0x/i, '0x').toUpperCase().replace('0X', '0x')))
  const tool = isKey
    ? 'ospp.inpkey'
    : option === '/unpkey'
      ? 'ospp.unpkey'
      : option && SETTINGS.test(option)
        ? 'ospp.setting'
        : 'ospp.act'
  const draft = createDraft(tool)
  addError(draft, error)
  put({ facts: draft.facts, tool, line: error }, 'commandSucceeded', false)
  put({ facts: draft.facts, tool, line: error }, 'product', 'office')
  return draft
}

function addError(draft: Draft, error: Line): void {
  const code = /0x([0-9a-f]{8})/i.exec(error.text)?.[1]?.toUpperCase()
  if (code) put({ facts: draft.facts, tool: draft.tool, line: error }, 'errorCode', `0x${code}`)
  draft.claimed.push(error)
}

/** `/dcmid`: the client machine id of this computer. */
export function readClientMachineId(lines: readonly Line[]): Draft[] {
  const line = lines.find((one) => /^client machine id \(cmid\) ?:/.test(one.lower))
  if (!line || lines.some((one) => /^(?:sku id|activation id|name|kms machine)/.test(one.lower))) return []
  const draft = createDraft('ospp.dcmid')
  draft.claimed.push(line)
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  put(place, 'clientMachineId', guidIn(line.text))
  put(place, 'commandSucceeded', !/not found/.test(line.lower))
  return [draft]
}

/** `/dinstid`: installation ids for phone activation. The digits are a secret and usually masked already. */
export function readInstallationIds(lines: readonly Line[]): Draft[] {
  const found = lines.filter((line) => /^installation id for ?:/.test(line.lower))
  const draft = createDraft('ospp.dinstid')
  for (const line of found) {
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const digits = /(\d[\d -]{46,90}\d)\s*$/.exec(line.text)?.[1]?.replace(/\D/g, '')
    put(place, 'product', 'office')
    put(place, 'installationId', digits)
    draft.claimed.push(line)
  }
  return found.length > 0 ? [draft] : []
}

/** The frame that ospp.vbs prints around everything; alone it means that the answer came in a pop-up window. */
export function readFrame(lines: readonly Line[]): Draft[] {
  const frame = lines.filter((line) => FRAME.test(line.lower))
  if (frame.length === 0) return []
  const isOspp = frame.some((line) => /processing|exiting/.test(line.lower))
  const draft = createDraft(isOspp ? 'ospp.frame' : '')
  draft.claimed.push(...frame)
  if (isOspp) put({ facts: draft.facts, tool: draft.tool, line: frame[0] }, 'product', 'office')
  return [draft]
}
