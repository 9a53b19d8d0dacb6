import type { Shell } from '../graph.ts'

/** Programs whose line is a command wherever it starts a line or follows "run". */
const PROGRAMS = [
  'cscript|wscript|slmgr|ospp|slui|nslookup|ping|telnet|ipconfig|tracert|psping|nltest|w32tm|dism|sfc|gpupdate|gpresult|dnscmd',
  'certutil|wmic|ldifde|csvde|dcdiag|repadmin|sysprep|ospprearm|osppsvc|rundll32|regsvr32|icacls|takeown|msiexec|wusa|shutdown',
  'klist|setspn|powershell|pwsh|winrm|wevtutil|schtasks|vnextdiag|netsh|netstat|systeminfo|adprep|cd|chdir|usoclient|changepk|bcdedit',
].join('|')
const STARTS = new RegExp(
  `^(?:(?:"?(?:[a-z]:|%\\w{1,20}%|\\.)\\\\[^\\s"<>|]{0,160}?\\\\?)?(?:${PROGRAMS})(?:\\.(?:exe|vbs|cmd|bat))?"?` +
    '|net(?:\\.exe)? (?:start|stop|time|use|user)|sc(?:\\.exe)? (?:query|queryex|qc|config|start|stop|sdset|sdshow)' +
    '|reg(?:\\.exe)? (?:add|delete|query|export|import)' +
    '|(?:get|set|test|restart|start|stop|install|add|remove|new|enable|disable|invoke|import|resolve|clear|update|register)-[a-z]{3,40})(?=\\s|$)',
  'i',
)
/** Programs with a window: a command only when it is all there is. */
const WINDOWED =
  /^(?:regedit|services\.msc|eventvwr(?:\.msc)?|gpedit\.msc|gpmc\.msc|dnsmgmt\.msc|wf\.msc|mmc|certlm\.msc|adsiedit\.msc|vmw\.exe)(?=[\s.,]|$)/i

const ARGUMENT =
  /^(?:"[^"\n]{0,300}"|<[^<>\n]{1,80}>\S*|[/-]{1,2}\S*<[^<>\n]{1,80}>|[/-]{1,2}[^\s<]\S*|\/\s(?=[a-z]{3,})|&&?|\||>|\{\w+\}|[^\s]*[\d_\\=*%{}:][^\s]*|[^\s]+\.(?:vbs|exe|msc|dll|cmd|bat)|all|start|stop|query|sppsvc|osppsvc|w32time)(?=\s|$)/i

/** A command at the start of a text and what follows it. */
export type CommandRead = { command: string; rest: string }

/** Reads the command that a text starts with: the program and every word after it that can be an argument. */
export function readCommand(text: string): CommandRead | undefined {
  const windowed = WINDOWED.exec(text)?.[0]
  if (windowed) return { command: windowed, rest: text.slice(windowed.length) }
  const start = STARTS.exec(text)?.[0]
  if (start === undefined || start.length === 0) return undefined
  let end = start.length
  let count = 0
  for (;;) {
    const blank = /^\s+/.exec(text.slice(end, end + 20))?.[0] ?? ''
    const word = blank && ARGUMENT.exec(text.slice(end + blank.length, end + blank.length + 400))?.[0]
    if (!word) break
    count += 1
    end += blank.length + word.length
    if (/[^.\s][,;.)]$/.test(word) && !/\.\.$/.test(word)) break
  }
  const whole = text.slice(0, end)
  const command = whole
    .replace(/(?<![,;.)])[,;.)]+$/, (tail) => (tail.includes(')') && whole.includes('(') ? tail : ''))
    .trim()
  if (count === 0 && needsArguments(start)) return undefined
  return { command, rest: text.slice(command.length) }
}

// "Ping the server" and "cd" are words; "slmgr.vbs" and "Get-Service" alone can be run.
function needsArguments(start: string): boolean {
  return !/\.(?:vbs|exe)"?$|-|^ipconfig$|^systeminfo$|^gpupdate$/i.test(start)
}

/** Tells whether a text is a command and nothing else. */
export function wholeCommand(text: string): string | undefined {
  const read = readCommand(text.trim())
  return read && /^\s*[.]?$/.test(read.rest) ? read.command : undefined
}

/** The command line of a text that was announced as one: a program, then anything up to the end of the line. */
export function announcedCommand(text: string): string | undefined {
  const line = text.trim().replace(/(?<!\s)\s+\([^()]{0,200}\)$/, '')
  if (line.length > 400) return undefined
  const read = readCommand(line)
  if (!read) return undefined
  return /[.!?]\s+[A-Z]/.test(read.rest) || /\s(?:you|the|and|then|to|on an?|if)\s/i.test(read.rest)
    ? undefined
    : line.replace(/(?<=[\w>])\.$/, '')
}

// "Run X", "type in: X", "run the command X": the verb stands right before the program.
const TOLD = /\b(?:run|running|type|enter|execute|try|use)(?: in)?:?(?: (?:the )?(?:following )?command:?)?\s+$/i
const NOT_TOLD =
  /\b(?:when|after|output (?:from|of)|results? (?:from|of)|returned (?:by|from)|error (?:from|by)|before) (?:you )?(?:run|running|type|enter|execute|use)(?: in)?:?(?: the command)?\s+$/i
const WORD_START = /(?<![\w\\/.:{<%-])["a-zA-Z%]/g

/** The commands that a sentence tells the reader to run, and where they stand in it. */
export function toldCommands(text: string): (CommandRead & { at: number })[] {
  if (text.length > 4000) return []
  return commandsIn(text).filter(({ at }) => {
    const before = text.slice(Math.max(0, at - 60), at).replace(/`$/, '')
    return TOLD.test(before) && !NOT_TOLD.test(before)
  })
}

/** All commands that stand anywhere in a text. */
export function commandsIn(text: string): (CommandRead & { at: number })[] {
  const found: (CommandRead & { at: number })[] = []
  let past = 0
  for (const { index } of text.matchAll(WORD_START)) {
    if (index < past || (index > 0 && /\w/.test(text[index - 1] ?? ''))) continue
    const read = readCommand(text.slice(index, index + 600))
    if (!read) continue
    found.push({ ...read, at: index })
    past = index + read.command.length
  }
  return found
}

/** The shell that a command line belongs to. */
export function shellOf(command: string): Shell {
  if (/^(?:[a-z]{3,12}-[a-z]{3,40}|\$\w+)\b/i.test(command)) return 'powershell'
  return /^(?:allow-update|update-policy|zone|_\w+\._(?:tcp|udp)\S*\s+(?:\d+\s+)?(?:IN\s+)?SRV)\b/i.test(command)
    ? 'dns'
    : 'cmd'
}
