import type { Diagnostic } from '../diagnostic.ts'
import type { Block } from './block.ts'
import { codesIn } from './codes.ts'
import { isImperative } from './imperative.ts'
import type { Section } from './outline.ts'
import { eachSection } from './outline.ts'
import { sentencesOf, type Way } from './references.ts'
import type { Report } from './report.ts'

const REMEDY =
  /\b(?:resolve|fix|work ?around|solution|ignored?|no need to|make sure|verify|check|contact|you (?:can|must|need to|should|have to)|try|install|request)\b/i

/** Tells whether a section names a code and, with all its parts, nothing that helps against it. */
export function lacksRemedy(section: Section, ways: ReadonlyMap<Section, Way[]>, lost: ReadonlySet<number>): boolean {
  if (codesIn(section.title).length === 0) return false
  return ![...eachSection([section])].some(
    (part) => part.blocks.some((block) => helps(block, lost)) || (ways.get(part) ?? []).length > 0,
  )
}

function helps(block: Block, lost: ReadonlySet<number>): boolean {
  if (block.kind === 'command') return true
  if (block.kind !== 'text' && block.kind !== 'item') return false
  if (lost.has(block.line) || lost.has(block.to))
    return sentencesOf(block.text).some(
      (sentence) => isImperative(sentence) && !/\b(?:following|see|instructions in|below)\b/i.test(sentence),
    )
  return sentencesOf(block.text).some(
    (sentence) => isImperative(sentence) || (REMEDY.test(sentence) && !/^When (?:you|the)\b/.test(sentence)),
  )
}

/** The lines on which something that the reader needs is gone. */
export function lostLines(diagnostics: readonly Diagnostic[]): Set<number> {
  const gone = ['lost-link', 'dangling-reference', 'lost-include']
  return new Set(diagnostics.filter(({ code }) => gone.includes(code)).map(({ line }) => line))
}

/** Reports codes that nothing helps against, and procedures that stop at a comparison without saying what follows from it. */
export function reportRemedies(
  sections: readonly Section[],
  ways: ReadonlyMap<Section, Way[]>,
  lost: ReadonlySet<number>,
  report: Report,
): void {
  const explained = new Set([...eachSection(sections)].flatMap(({ title }) => codesIn(title)))
  for (const section of eachSection(sections)) {
    if (lacksRemedy(section, ways, lost))
      report(
        'missing-remedy',
        section.line,
        `nothing that helps against ${codesIn(section.title).join(', ')} is left in this section`,
      )
    const last = section.blocks.at(-1)
    if (
      section.children.length === 0 &&
      last?.kind === 'item' &&
      /^(?:Compare|Examine|Determine (?:if|whether)|Check (?:if|whether))\b/.test(last.text) &&
      (ways.get(section) ?? []).length === 0
    ) {
      report('open-end', last.to, 'the section stops here: what follows from the result is missing')
    }
    if (explained.size === 0) continue
    for (const block of section.blocks)
      if (block.kind === 'table') reportTable(block.rows, block.line, explained, report)
  }
}

function reportTable(rows: readonly string[][], line: number, explained: ReadonlySet<string>, report: Report): void {
  const missing = rows
    .slice(1)
    .flatMap((row) => codesIn(row[0] ?? ''))
    .filter((code) => !explained.has(code))
  if (missing.length > 0)
    report('missing-remedy', line, `the table lists ${missing.join(', ')}, which no section explains`)
}
