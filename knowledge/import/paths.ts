import type { Block } from './block.ts'
import { commandsIn } from './commands.ts'
import type { Report } from './report.ts'

/** The folder that each Office generation is installed in. */
const FOLDERS: Readonly<Record<string, string>> = {
  '2007': '12',
  '2010': '14',
  '2013': '15',
  '2016': '16',
  '2019': '16',
  '2021': '16',
  '2024': '16',
}

/** Reports paths and commands that cannot be right by what stands beside them. */
export function reportContradictions(blocks: readonly Block[], report: Report): void {
  let bits = ''
  for (const block of blocks) {
    const text = block.kind === 'command' ? block.command : 'text' in block ? block.text : ''
    if (/\d\d-?bit ?(?:Windows|PC|OS)/i.test(text)) bits = text
    else if (block.kind === 'heading' || (block.kind === 'item' && !/[\\]/.test(text))) bits = ''
    reportVersion(text, block.line, report)
    if (/Program Files \(x86\)/i.test(text) && bits !== '' && !/64-?bit/i.test(bits)) {
      report(
        'contradictory-path',
        block.line,
        `"${bits}" cannot hold "Program Files (x86)": only 64-bit Windows has that folder`,
      )
    }
    const commands =
      block.kind === 'command' ? [block.command] : commandsIn(text.slice(0, 4000)).map(({ command }) => command)
    for (const command of commands) reportCommand(command, block.line, report)
  }
}

function reportVersion(text: string, line: number, report: Report): void {
  const [, version = '', folder = ''] = /\bOffice (\d{4})\b[^\n]{0,160}\\Office(\d\d)\b/i.exec(text) ?? []
  const right = FOLDERS[version]
  const mentions = new Set(text.match(/\bOffice \d{4}\b/g))
  if (right === undefined || folder === '' || right === folder || mentions.size > 1) return
  report(
    'contradictory-path',
    line,
    `Office ${version} is installed in Office${right}, but the path says Office${folder}`,
  )
}

function reportCommand(command: string, line: number, report: Report): void {
  const [blank] =
    /\/(?:inpkey|unpkey|sethst|setprt|cachst|actcid|actype)(?:\s+|:\s+)\S+/i.exec(
      /ospp/i.test(command) ? command : '',
    ) ?? []
  if (blank)
    report('malformed-command', line, `"${blank}": ospp.vbs takes its value right behind the colon, without a blank`)
  if (/\b(?:slmgr|ospp)(?:\.vbs)?"?\s+(?:-\/|\/\s)/i.test(command))
    report('malformed-command', line, `"${command}": the option must follow the slash directly`)
}
