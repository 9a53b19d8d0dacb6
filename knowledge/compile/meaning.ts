import { type FactName, isFactName } from '../facts.ts'
import type { Condition, Machine, Risk, SourceRange } from '../graph.ts'
import type { DraftCommand, Place, Section, Setting, Words } from './draft.ts'
import { isOneOf, MACHINES, RISKS } from './vocabulary.ts'

/** What the keys of a note, or of a fence over its note, come to. */
export type Effective = { runOn?: Machine; elevated: boolean; risk: Risk; undo?: Setting; when: ConditionWords[] }

/** A condition as it stands in a document; its fact may not exist. */
export type ConditionWords = Place & { fact: string; is: string }

/** Merges a fence's keys over those of its section. */
export function effective(section: Section, command?: DraftCommand): Effective {
  const own = command?.settings ?? []
  const find = (key: string) => own.find((one) => one.key === key) ?? section.settings.find((one) => one.key === key)
  const runOn = find('on')?.value
  const risk = find('risk')?.value
  // What only reads has nothing to take back, whatever the other commands of the step do.
  const undo = risk === 'reads' ? own.find(({ key }) => key === 'undo') : find('undo')
  const elevated = find('elevated')
  return {
    ...(isOneOf(MACHINES, runOn) && { runOn }),
    elevated: elevated !== undefined && elevated.value !== 'false',
    risk: isOneOf(RISKS, risk) ? risk : 'reads',
    ...(undo !== undefined && undo.value !== '' && { undo }),
    when: command ? conditionsOf(own) : conditionsOf(section.settings),
  }
}

/** The conditions of a note or an info string: `when: officeVersion 2013, officeBits 64`. */
export function conditionsOf(settings: readonly Setting[]): ConditionWords[] {
  return settings
    .filter(({ key }) => key === 'when')
    .flatMap(({ value, line, column }) =>
      value.split(',').map((one) => {
        const condition = one.trim()
        const fact = condition.replace(/\W.*$/s, '')
        return { fact, is: condition.slice(fact.length).replace(/^[:\s]+/, ''), line, column }
      }),
    )
}

/** Keeps the conditions that name a fact. */
export function soundConditions(conditions: readonly ConditionWords[]): Condition[] {
  return conditions.flatMap(({ fact, is }) => (isFactName(fact) ? [{ fact, is }] : []))
}

/** The names in braces of a command or a sentence. */
export function slotNames(text: string): string[] {
  return [...text.matchAll(/\{([A-Za-z]\w*)\}/g)].map(([, name = '']) => name)
}

/** The facts that fill a command, each once. */
export function slotsOf(text: string): FactName[] {
  return [...new Set(slotNames(text))].filter(isFactName)
}

/** The source ranges in `000 L555-562, L570, 001 L4-9`; `undefined` where one cannot be read. */
export function readSources(texts: readonly Words[]): (SourceRange | undefined)[] {
  return texts.flatMap(({ text }) => {
    if (text === 'own') return []
    let document = ''
    return text.split(',').map((part): SourceRange | undefined => {
      const [, named, from, to = from] =
        /^(?:([\w.-]+)\s+)?L(\d{1,6})(?:\s*[-–]\s*L?(\d{1,6}))?$/.exec(part.trim()) ?? []
      document = named ?? document
      if (document === '' || from === undefined || Number(to) < Number(from)) return undefined
      return { document, lines: [Number(from), Number(to)] }
    })
  })
}

/** The `source` comments of a section. */
export function sourceComments({ comments }: Section): Words[] {
  return comments.filter(({ key }) => key === 'source')
}
