import type { Machine, Risk, Shell } from '../graph.ts'
import { demandsOf } from '../lint/demands.ts'
import { parseCommand } from '../lint/parse-command.ts'
import { type Meant, withSlots } from './placeholders.ts'

/** A command as the dialect writes it, and what its program asks for. */
export type Template = { text: string; machine?: Machine; elevated: boolean; risk: Risk }

const SCRIPT =
  /^(?:"?(?:%\w+%|[a-z]:)?\\?[^"\s]*?[cw]script(?:\.exe)?"?\s+(?:\/\/\S+\s+)*)?"?(?:[^"\s]*\\)?(ospp|slmgr)(?:\.vbs)?"?(?=\s|$)/i
const FOLDERS: Readonly<Record<string, string>> = {
  ospp: '"{officeFolder}\\ospp.vbs"',
  slmgr: '%windir%\\system32\\slmgr.vbs',
}
const SEVERITY: readonly Risk[] = ['reads', 'setting', 'restart', 'registry', 'mak']

/** Writes a command with its folder, its script host, the right signs and slots; the rest stays as the article has it. */
export function toTemplate(command: string, shell: Shell, meant: Meant): Template {
  const slotted = withFolder(withSlots(withSigns(command), meant))
  if (shell === 'dns') return { text: slotted, elevated: false, risk: 'setting' }
  const { invocations } = parseCommand(slotted, shell)
  const demands = invocations.flatMap(demandsOf)
  const machine = /\{(?:kmsHostKey|hostActivationId)\}/.test(slotted)
    ? 'kmsHost'
    : demands.find((demand) => demand.machine)?.machine
  const risks = demands.flatMap(({ risk }) => risk ?? [])
  if (slotted.includes('{makKey}')) risks.push('mak')
  if (invocations.some(({ tool }) => tool === undefined) && !isHarmless(slotted)) risks.push('setting')
  const risk = risks.sort((a, b) => SEVERITY.indexOf(b) - SEVERITY.indexOf(a))[0] ?? 'reads'
  return { text: slotted, ...(machine && { machine }), elevated: demands.some(({ elevated }) => elevated), risk }
}

function withFolder(command: string): string {
  return command.replace(SCRIPT, (_, script: string) => `cscript ${FOLDERS[script.toLowerCase()]}`)
}

// ospp.vbs takes values right behind a colon; a value behind a blank opens a message box. An option follows its slash directly.
function withSigns(command: string): string {
  const slashes = command.replace(/(?<=\b(?:slmgr|ospp)(?:\.vbs)?"?\s+)(?:-\/|\/\s+)(?=[a-z])/gi, '/')
  if (!/\bospp\b/i.test(slashes)) return slashes
  return slashes.replace(/(\/(?:inpkey|unpkey|sethst|setprt|cachst|actcid|actype))(?::\s+|\s+(?=\S))/gi, '$1:')
}

function isHarmless(command: string): boolean {
  return /^(?:cd|chdir|get-|test-|resolve-)/i.test(command)
}
