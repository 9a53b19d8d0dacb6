import { createDraft, type Draft, type Place, put, type Reader } from '../draft.ts'
import { ERROR_WITH_CODE, ERROR_WORDS } from '../grammar/error-words.ts'
import type { Message } from '../grammar/message.ts'
import { factsOfId } from '../grammar/product.ts'
import { codeIn, guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'
import { optionRun } from './command-line.ts'
import { isActivating, readActivating, slmgrAto } from './slmgr-ato.ts'
import { slmgrAtp } from './slmgr-atp.ts'
import { slmgrDns } from './slmgr-dns.ts'
import { slmgrHost } from './slmgr-host.ts'
import { slmgrIpk } from './slmgr-ipk.ts'
import { slmgrRearm } from './slmgr-rearm.ts'
import { readRepeatedHost, slmgrSkms } from './slmgr-skms.ts'
import { slmgrSprt } from './slmgr-sprt.ts'
import { slmgrUpk } from './slmgr-upk.ts'
import { slmgrXpr } from './slmgr-xpr.ts'

const MESSAGES: readonly Message[] = [
  ...slmgrAto,
  ...slmgrIpk,
  ...slmgrUpk,
  ...slmgrSkms,
  ...slmgrSprt,
  ...slmgrDns,
  ...slmgrHost,
  ...slmgrAtp,
  ...slmgrRearm,
  ...slmgrXpr,
]
const LONGEST = 500

/** The messages of slmgr.vbs, in a console or a dialog box, apart from /dli and /dlv. */
export const slmgrMessages: Reader = {
  cues: [
    ...['activating', 'aktivieren', 'activation', 'activación', 'attivazione', 'активация', '正在激活', 'activated'],
    ...['produkt', 'produit', 'product', 'installed', 'uninstalled', 'management', 'publishing', 'warning'],
    ...['confirmation', 'restart', 'permanently', 'expire', 'grace', 'notification'],
    ...['edition', 'skms', ...ERROR_WORDS],
    ...['volumenaktivierung', 'volume', 'volumen', 'multilicenza', 'volumeactivering', 'корпоративной', 'ボリューム'],
    ...['dauerhaft', 'permanente', 'permanentemente', 'permanent', 'навсегда', 'постоянно'],
  ],
  read: readSlmgrMessages,
}

function readSlmgrMessages(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const drafts = new Map<string, Draft>()
  const runs: Draft[] = []
  const draftOf = (tool: string): Draft => {
    const draft = drafts.get(tool) ?? createDraft(tool)
    drafts.set(tool, draft)
    if (tool === ATO && runs.at(-1) !== draft) runs.push(draft)
    return draft
  }
  let context: Context | undefined
  for (const line of cued) {
    if (line.text.length > LONGEST) continue
    const isNext = isActivating(line)
    // Each product that is being activated has an outcome of its own.
    if (isNext && drafts.get(ATO)?.products.length) drafts.delete(ATO)
    const message = MESSAGES.find(({ pattern }) => pattern.test(line.lower))
    if (message) readMessage(draftOf(message.tool), message, line)
    if (isNext) readActivating(draftOf(ATO), line, all)
    const code = ERROR_WITH_CODE.exec(line.text)?.[1]
    if (!code) continue
    context ??= contextOf(all)
    readError(draftOf(context.tool), { line, code, isForOffice: context.isForOffice })
  }
  drafts.delete(ATO)
  const repeated = drafts.has('slmgr.skms') ? [] : readRepeatedHost(all)
  return [...oneOfRuns(runs), ...drafts.values(), ...repeated]
}

const ATO = 'slmgr.ato'

/** The run that failed says what is wrong; the products of the others stand beside it. */
function oneOfRuns(runs: readonly Draft[]): Draft[] {
  const draft = runs.find(({ facts }) => facts.errorCode) ?? runs[0]
  if (!draft) return []
  const products = runs.flatMap((run) => run.products)
  const claimed = runs.flatMap((run) => run.claimed)
  return [{ ...draft, products, claimed, seen: runs.flatMap((run) => run.seen) }]
}

/** What the lines around an error say: the command that failed, and for which product. */
type Context = { tool: string; isForOffice: boolean }

function contextOf(lines: readonly Line[]): Context {
  const option = optionRun(lines, 'slmgr')
  const isAto = !option || lines.some(isActivating)
  return { tool: isAto ? 'slmgr.ato' : `slmgr.${option.slice(1)}`, isForOffice: lines.some(isOfficeNamed) }
}

/** slmgr.vbs is about Windows unless it is given the Activation ID of an Office host. */
function isOfficeNamed({ lower }: Line): boolean {
  return /\boffice\b|ospp/.test(lower) || factsOfId(guidIn(lower) ?? '').product === 'office'
}

function readMessage(draft: Draft, message: Message, line: Line): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  if (message.succeeded !== undefined) put(place, 'commandSucceeded', message.succeeded)
  message.read?.(place, line)
  draft.claimed.push(line)
}

type Failure = { line: Line; code: string; isForOffice: boolean }

function readError(draft: Draft, { line, code, isForOffice }: Failure): void {
  const place: Place = { facts: draft.facts, tool: draft.tool, line }
  const hex = /^[0o]x/i.test(code) ? code : `0x${(Number(code) >>> 0).toString(16)}`
  put({ ...place, printed: code }, 'errorCode', codeIn(hex))
  put(place, 'commandSucceeded', false)
  if (!isForOffice) put(place, 'product', 'windows')
  // The sentence behind the code is for the matcher too.
  draft.seen.push(line)
}
