/** What stands before the text of a line: who wrote it in a chat, or which machine printed it. */
export type Prefix = { length: number; machine?: string }

// `[10:42] Jane Doe: `, `[04.03.24, 10:42:11] Jane: `, `10:42 AM - Jane Doe: `
const CHAT =
  /^(?:\[[^\]]{0,24}\d{1,2}[:.]\d\d[^\]]{0,12}\]|(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]m)?)(?: -)? ?(?!(?:info|warn|warning|error|debug|trace|fatal|verbose)\b)[\p{L}][\p{L}.'-]{0,30}(?: [\p{L}.'-]{1,30}){0,3}(?: \([^)]{1,24}\))?: ?/iu
// `PC-0815: `, `[ws210] `, `lab07 | `: with a dash or a digit, so that no label is meant.
const MACHINE =
  /^(?:\[([a-z][\w.-]{1,62})\] ?(?:[:|>] ?)?(?!: )|([a-z][\w.-]{1,62}?)(?: ?\| ?| ?: |:$|> ))(?!ps [a-z]:)/i
const LIKE_A_MACHINE = /^(?=[\d_.-]*[a-z][\w.]*-|[a-z_.-]*\d)(?!office\d|event)/i
// A time within the first signs: dear to compile, the whole pattern runs on lines that have one only.
const TIME = /\d[:.]\d\d/
const LONGEST_TIME = 48
const FEWEST_CHAT = 2
const FEWEST_MACHINE = 3
const MOST_OF_THEM = 0.6

/** How prefixes are taken from the lines of a text; undefined where lines have none. */
export function createPrefixTaker(lines: readonly string[]): ((line: string) => Prefix | undefined) | undefined {
  let chat = 0
  let machine = 0
  let all = 0
  // So many lines without a machine, and they cannot be most of them any more.
  const fewOthers = lines.length * (1 - MOST_OF_THEM)
  for (const line of lines) {
    if (line.trim() === '') continue
    all += 1
    if (chatPrefix(line)) chat += 1
    else if (all - machine <= fewOthers + 1 && machinePrefix(line)) machine += 1
  }
  const isChat = chat >= FEWEST_CHAT
  const isMachine = machine >= FEWEST_MACHINE && machine >= all * MOST_OF_THEM
  if (!isChat && !isMachine) return undefined
  return (line) => (isChat ? chatPrefix(line) : undefined) ?? (isMachine ? machinePrefix(line) : undefined)
}

function chatPrefix(line: string): Prefix | undefined {
  const first = line.charCodeAt(0)
  // A bracket or a digit.
  if (first !== 91 && (first < 48 || first > 57)) return undefined
  if (!TIME.test(line.slice(0, LONGEST_TIME))) return undefined
  const length = CHAT.exec(line)?.[0].length
  return length === undefined ? undefined : { length }
}

function machinePrefix(line: string): Prefix | undefined {
  const found = MACHINE.exec(line)
  const machine = found?.[1] ?? found?.[2]
  if (!found || !machine || !LIKE_A_MACHINE.test(machine)) return undefined
  return { length: found[0].length, machine: machine.toLowerCase() }
}
