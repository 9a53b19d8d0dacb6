import { createDraft, type Draft, type Place, put, putAll, type Reader } from '../draft.ts'
import { factsOfId } from '../grammar/product.ts'
import { guidIn } from '../grammar/values.ts'
import type { Line } from '../lines.ts'

const COMMAND = /\b(ospp|slmgr)(?:\.vbs)?["']?\s{1,3}(?:-{1,2}|\/)([a-z-]{2,22})(?![a-z])/i
const PROMPT = /^(?:ps )?([a-z]:\\[^<>|"*?]{0,200}?)>/i
const OFFICE_FOLDER = /\b[a-z]:\\program files( \(x86\))?\\microsoft office\\(?:root\\)?office(\d\d)\b/i
const VERSIONS: Record<string, string> = { 12: '2007', 14: '2010', 15: '2013' }

/** The option that a command line in the paste runs `ospp` or `slmgr` with, such as `/act`; the last one counts. */
export function optionRun(lines: readonly Line[], script: 'ospp' | 'slmgr'): string | undefined {
  return optionsRun(lines, script).at(-1)?.option
}

/** The options of all command lines in the paste, in their order. */
export function optionsRun(lines: readonly Line[], script: 'ospp' | 'slmgr'): { at: number; option: string }[] {
  const options: { at: number; option: string }[] = []
  for (const { at, text, lower } of lines) {
    if (text.length > 400 || !lower.includes(script)) continue
    const found = COMMAND.exec(text)
    if (found?.[1]?.toLowerCase() === script && isRun(lower))
      options.push({ at, option: `/${found[2]?.toLowerCase()}` })
  }
  return options
}

// The tools themselves tell to run other commands.
function isRun(lower: string): boolean {
  return !/^(?:to view|run the following|please use|error description)/.test(lower)
}

/** Command lines and prompts: the option, the folder, the machine. The lines stay prose. */
export const commandLines: Reader = {
  cues: ['ospp', 'slmgr', 'program', 'hostname'],
  read: readCommandLines,
}

function readCommandLines(cued: readonly Line[], all: readonly Line[]): Draft[] {
  const draft = createDraft('words')
  for (const line of cued) {
    if (line.text.length > 400) continue
    const place: Place = { facts: draft.facts, tool: draft.tool, line }
    const command = COMMAND.exec(line.text)
    if (command && isRun(line.lower)) {
      put(place, 'commandOption', `/${command[2]?.toLowerCase()}`)
      if (command[1]?.toLowerCase() === 'ospp') put(place, 'product', 'office')
      else putAll(place, factsOfId(guidIn(line.text) ?? ''))
    }
    readFolder(place, line)
    if (/> ?hostname$/.test(line.lower))
      put(place, 'clientName', /^[\w.-]{1,63}$/.exec(all[all.indexOf(line) + 1]?.lower ?? '')?.[0])
  }
  return Object.keys(draft.facts).length > 0 ? [draft] : []
}

// A script that was run at a prompt lies where the command says.
function isRunFrom({ lower }: Line, folder: string): boolean {
  const at = lower.indexOf(`${folder.toLowerCase()}\\ospp.vbs`)
  return at > 0 && /> ?(?:& ?)?"?(?:[^>"]{0,80}\\)?cscript/.test(lower.slice(0, at))
}

function readFolder(place: Place, line: Line): void {
  const found = OFFICE_FOLDER.exec(line.text)
  if (!found) return
  const prompt = PROMPT.exec(line.text)?.[1]
  putAll(place, { product: 'office', officeVersion: VERSIONS[found[2] ?? ''] })
  const isPlace = prompt?.toLowerCase().startsWith(found[0].toLowerCase()) || isRunFrom(line, found[0])
  if (isPlace) put(place, 'officeFolder', found[0])
  if (found[1]) putAll(place, { officeBits: '32', windowsBits: '64' })
}
