import { createPrefixTaker } from '../prefixes.ts'

/** A stretch of a text that one machine printed. */
export type Section = {
  machine: string
  /** Lines of the text, counted from 1, and the number of the first one. */
  line: number
  text: string
}

const NAME = '([a-z0-9]\\w{0,62}(?:-\\w{1,62}){0,8}(?:\\.[a-z0-9-]{1,63}){0,6})'
const LONGEST = 200

// What names the machine above its output: a remote prompt, psexec, a heading, a line of a loop, the argument of a script.
const SAID: readonly RegExp[] = [
  new RegExp(`^\\[${NAME}\\]: ?ps\\b`),
  new RegExp(`^\\\\\\\\${NAME}(?::|\\\\\\S{0,40}>)`),
  new RegExp(
    `^(?:[-=#*>~_]{1,40} ?)?(?:computer ?name|pscomputername|computer|host ?name|machine|client|server|rechner|pc|nom de l'ordinateur|equipo|компьютер|コンピューター) ?[:=] ?"?${NAME}"?(?: ?[-=#*<~_]{1,40})?$`,
  ),
  new RegExp(`\\bospp\\.vbs"? /(?:dstatus|dstatusall|act|dhistorykms) ${NAME}$`),
  new RegExp(`\\bslmgr(?:\\.vbs)?"? ${NAME} (?:\\S{1,40} \\S{1,40} )?[/-](?:dlv|dli|ato|xpr)\\b`),
]
// A word between rules or before a colon is a machine only if it looks like the name of one.
const BARE: readonly RegExp[] = [
  new RegExp(`^[-=#*~_]{2,40} ?${NAME} ?[-=#*~_]{2,40}$`),
  new RegExp(`^(?:#+|\\*+|>+|=+|--) ?${NAME}:?$`),
  new RegExp(`^${NAME}:$`),
]
const OWN_PROMPT = /> ?hostname$/
const BELOW = new RegExp(`^(?:pscomputername|__server|systemname)\\s{0,20}: ?${NAME}$`)
// With a dash, a dot or a digit behind a letter: `ws-210`, `lab07`; not `2024` or `error`.
const SHAPE = /^(?=.*[a-z])[\w.-]*(?:[-.]|[a-z]\d)/

/** Cuts a text at the places that name a machine; nothing for a text of one machine. */
export function sectionsOf(text: string): Section[] {
  const lines = text.split('\n')
  const prefixed = prefixedIn(lines)
  if (prefixed) return prefixed
  const names = lines.map((line, at) => nameAt(lines, line, at))
  const found = names.some((name) => name?.isBelow) ? endingIn(lines, names) : startingAt(lines, names)
  return joinMachines(found)
}

/** Where every line names its machine, as a shell that runs a command on many machines prints it. */
function prefixedIn(lines: readonly string[]): Section[] | undefined {
  const prefixOf = createPrefixTaker(lines)
  if (!prefixOf) return undefined
  const found = lines.flatMap((line, at) => {
    const { machine, length } = prefixOf(line) ?? { length: 0 }
    return machine === undefined ? [] : [{ machine, line: at + 1, text: line.slice(length) }]
  })
  return found.length === 0 ? undefined : joinMachines(found, '\n')
}

type Named = { machine: string; isBelow: boolean }

function nameAt(lines: readonly string[], line: string, at: number): Named | undefined {
  if (line.length > LONGEST) return ofTask(line)
  if (line.length < 2) return undefined
  const lower = line.trim().toLowerCase().replace(/\s+/g, ' ')
  const below = BELOW.exec(lower)?.[1]
  if (below) return { machine: below, isBelow: true }
  const said = OWN_PROMPT.test(lower) ? WHOLE.exec(lines[at + 1]?.trim().toLowerCase() ?? '') : firstOf(SAID, lower)
  const bare = firstOf(BARE, lower)?.[1]
  const machine = said?.[1] ?? (bare && SHAPE.test(bare) ? bare : undefined)
  return machine ? { machine, isBelow: false } : undefined
}

// Ansible prints what a task gave behind its machine, all in one line.
const TASK = new RegExp(`^(?:fatal|changed|ok|failed): \\[${NAME}\\](?:: [a-z]{2,20}!)? ?=>`)

function ofTask(line: string): Named | undefined {
  const machine = TASK.exec(line.slice(0, LONGEST).toLowerCase())?.[1]
  return machine ? { machine, isBelow: false } : undefined
}

const WHOLE = new RegExp(`^${NAME}$`)

function firstOf(patterns: readonly RegExp[], text: string): RegExpExecArray | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)
    if (found) return found
  }
  return undefined
}

function startingAt(lines: readonly string[], names: readonly (Named | undefined)[]): Section[] {
  const starts = names.flatMap((name, at) => (name ? [{ machine: name.machine, at }] : []))
  return starts.map(({ machine, at }, index) => ({
    machine,
    line: at + 1,
    text: lines.slice(at, starts[index + 1]?.at ?? lines.length).join('\n'),
  }))
}

/** PowerShell writes the machine among the last properties of an object; a blank line ends it. */
function endingIn(lines: readonly string[], names: readonly (Named | undefined)[]): Section[] {
  const sections: Section[] = []
  let from = 0
  let machine: string | undefined
  for (let at = 0; at <= lines.length; at += 1) {
    const name = names[at]
    if (name?.isBelow) machine = name.machine
    const isEnd = at === lines.length || (lines[at] ?? '').trim() === ''
    if (!isEnd) continue
    if (machine) sections.push({ machine, line: from + 1, text: lines.slice(from, at).join('\n') })
    if (machine || (lines[from] ?? '').trim() === '') from = at + 1
    machine = undefined
  }
  return sections
}

/** Several stretches of one machine are one; the numbers of its lines count from the first. */
function joinMachines(sections: readonly Section[], between = '\n\n'): Section[] {
  const joined = new Map<string, Section>()
  for (const section of sections) {
    const known = joined.get(section.machine)
    if (!known) joined.set(section.machine, { ...section })
    else known.text += between + section.text
  }
  return [...joined.values()]
}
