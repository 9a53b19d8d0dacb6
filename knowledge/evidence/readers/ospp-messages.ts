import { createDraft, type Draft, type Place, put, type Reader } from '../draft.ts'
import type { Message } from '../grammar/message.ts'
import type { Line } from '../lines.ts'
import { optionsRun } from './command-line.ts'
import { osppActcid } from './ospp-actcid.ts'
import { osppDdescr } from './ospp-ddescr.ts'
import { isFrame } from './ospp-frame.ts'
import { osppInpkey } from './ospp-inpkey.ts'
import { osppSetting } from './ospp-setting.ts'
import { osppUnpkey } from './ospp-unpkey.ts'

/** Codes that only a key can be at fault for: the answer of /inpkey when no command line was pasted. */
const KEY_CODES = new Set(['0xC004F050', '0xC004F051', '0xC004F069', '0xC004F061', '0xC004F015', '0xC004E016'])

const MESSAGES: readonly Message[] = [...osppSetting, ...osppInpkey, ...osppUnpkey, ...osppActcid, ...osppDdescr]
const SETTINGS =
  /^\/(?:sethst|setprt|remhst|cachst|actype|skms-domain|ckms-domain|stokflag|ctokflag|puserops|duserops|rearm)/

/** The one-line answers of ospp.vbs to /inpkey, /unpkey, /sethst and the like, and an error without a product. */
export const osppMessages: Reader = {
  cues: ['successfully', 'successful', 'found', 'uninstalling', 'error', 'processing', 'unknown'],
  read: readOsppMessages,
}

function readOsppMessages(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const errors = cued.filter((line) => /^error code: ?0x/.test(line.lower))
  const starts = cued.filter((line) => /^-{3} ?processing/.test(line.lower)).map((line) => line.number)
  const said = MESSAGES.flatMap((message) => {
    const line = cued.find((one) => message.pattern.test(one.lower))
    return line ? [readMessage(message, line, errorBefore(line, errors, starts))] : []
  })
  const alone = all.some(isFrame) ? errorsAlone(cued, errors).slice(0, MOST_ERRORS) : []
  // What failed is what the case is about.
  const options = alone.length > 0 ? optionsRun(all, 'ospp') : []
  const optionOf = ({ at }: Line) => (options.findLast((one) => one.at < at) ?? options.at(-1))?.option
  const drafts = [...alone.map((error) => readError(error, optionOf(error))), ...said]
  return drafts.filter((draft, index) => drafts.findIndex((one) => one.tool === draft.tool) === index)
}

const MOST_ERRORS = 20

/** The errors in frames without a message: each answers a command of its own. */
function errorsAlone(cued: readonly Line[], errors: readonly Line[]): Line[] {
  if (errors.length === 0) return []
  const isError = new Set(errors)
  const answered = new Set<number>()
  const found: { error: Line; frame: number }[] = []
  let frame = 0
  for (const line of cued) {
    if (/^-{3} ?processing/.test(line.lower)) frame = line.number
    else if (isError.has(line)) found.push({ error: line, frame })
    else if (MESSAGES.some(({ pattern }) => pattern.test(line.lower))) answered.add(frame)
  }
  return found.filter((one) => !answered.has(one.frame)).map(({ error }) => error)
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
  if (message.isExample) draft.fields.push(line)
  if (error) addError(draft, error)
  return draft
}

function readError(error: Line, option: string | undefined): Draft {
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
