import type { Command } from '../graph.ts'
import { type Corpus, type Located, targetOf } from './corpus.ts'
import type { Draft, DraftCommand, Setting } from './draft.ts'
import { effective, slotsOf, soundConditions } from './meaning.ts'
import { isInternal } from './read-list.ts'
import { isOneOf, SHELLS } from './vocabulary.ts'

/** A fence as a command of the graph. */
export function buildCommand(corpus: Corpus, { draft, section }: Located, command: DraftCommand): Command {
  const { runOn = 'any', elevated, risk, undo, when } = effective(section, command)
  const conditions = soundConditions(when)
  return {
    template: command.template,
    shell: isOneOf(SHELLS, command.language) ? command.language : 'cmd',
    runOn,
    elevated,
    risk,
    ...(undo && { undo: undoWords(corpus, draft, undo) }),
    ...(command.expect !== undefined && { expect: rewriteLinks(corpus, draft, command.expect) }),
    ...(conditions.length > 0 && { when: conditions }),
    slots: slotsOf(command.template),
  }
}

/** How to take a step back: the id of the node that a link names, or the words. */
export function undoWords(corpus: Corpus, draft: Draft, { value, link }: Setting): string {
  const target = link && targetOf(corpus, draft, link.url)
  return target ?? (link ? link.label : rewriteLinks(corpus, draft, value))
}

/** Points the links of a text to node ids; a link to nowhere keeps its words only. */
export function rewriteLinks(corpus: Corpus, draft: Draft, text: string): string {
  if (!text.includes('](')) return text
  return text.replace(/(?<!!)\[([^[\]]*)\]\(([^()\s]+)\)/g, (whole, label: string, url: string) => {
    if (!isInternal(url)) return whole
    const target = targetOf(corpus, draft, url)
    return target === undefined ? label : `[${label}](${target})`
  })
}
