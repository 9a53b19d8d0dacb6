import type { Diagnostic } from '../diagnostic.ts'
import type { Block } from './block.ts'
import { codesIn } from './codes.ts'
import { isImperative } from './imperative.ts'
import type { Section } from './outline.ts'
import { eachSection } from './outline.ts'
import { sentencesOf, type Way } from './references.ts'
import type { Report } from './report.ts'

const REMEDY =
  /\b(?:resolve|work ?around|ignored?|no need to|make sure|verify|contact|you (?:must|need to|should|have to)|you can (?!encounter|receive|see|get)|try|install|request)\b/i
/** Sentences about another article, about what was seen, or words of a message. */
const NO_HELP = /\b(?:article|blog)\b|^When (?:you|the)\b/i
const POINTS_ELSEWHERE = /\b(?:following|see|instructions in|below)\b/i

/** Tells whether a section names a code and, with all its parts, nothing that helps against it. */
export function lacksRemedy(section: Section, ways: ReadonlyMap<Section, Way[]>, lost: ReadonlySet<number>): boolean {
  if (codesIn(section.title).length === 0) return false
  return ![...eachSection([section])].some((part) => hasHelp(part.blocks, lost) || (ways.get(part) ?? []).length > 0)
}

function hasHelp(blocks: readonly Block[], lost: ReadonlySet<number>): boolean {
  let isCause = false
  return blocks.some((block) => {
    if (block.kind === 'label') isCause = block.role !== 'solution'
    return !isCause && helps(block, lost)
  })
}

function helps(block: Block, lost: ReadonlySet<number>): boolean {
  if (block.kind === 'command') return true
  if (block.kind !== 'text' && block.kind !== 'item') return false
  const isLost = lost.has(block.line) || lost.has(block.to)
  const sentences = sentencesOf(block.text.replace(/["“][^"“”]*["”]/g, '')).filter((one) => !NO_HELP.test(one))
  if (isLost) return sentences.some((sentence) => isImperative(sentence) && !POINTS_ELSEWHERE.test(sentence))
  return sentences.some((sentence) => isImperative(sentence) || REMEDY.test(sentence))
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
