import { slug } from 'github-slugger'
import { LIMITS } from '../compile/source.ts'
import type { Article, Block } from './block.ts'
import { planFlow } from './flow.ts'
import { nameSections } from './name-sections.ts'
import { eachSection, outline, type Section, titleFrom } from './outline.ts'
import { readReferences, resolveAnchors } from './references.ts'
import { lacksRemedy, lostLines, reportRemedies } from './remedies.ts'
import type { Reporter } from './report.ts'
import { linkStart, splitPreface } from './start.ts'
import { writeMatter, writeNode, writeQuestion } from './write-article.ts'
import { writeBlockStart } from './write-inline.ts'

/** What is known of an article beside its blocks; `linked` tells that its links were not lost. */
export type Origin = { id: string; text: string; linked: boolean }

/** Orders the blocks of an article by its headings, links what follows from what, and writes all as a document. */
export function buildDocument(article: Article, { id, text, linked }: Origin, reporter: Reporter): string {
  const { report, diagnostics } = reporter
  const { preface, sections } = outline(article.blocks)
  const title = titleOf(article, preface, sections, reporter)
  const { summary, overview } = splitPreface(preface, sections, title)
  const all = overview ? [overview, ...sections] : sections
  nameSections(all)
  const taken = new Set([...eachSection(all)].map((section) => section.slug))
  const takeTitle = (wanted: string) => uniqueTitle(wanted, taken)
  const ways = readReferences(all, !linked, report)
  resolveAnchors(all, summary)
  const lost = lostLines(diagnostics())
  reportRemedies(all, ways, lost, report)
  const flows = planFlow(sections, { ways, isLost: (section) => lacksRemedy(section, ways, lost), takeTitle })
  const question = linkStart(overview, sections, { ways, flows, takeTitle })
  const lines = text.replace(/(?<!\n)\n+$/, '').split('\n').length
  const matter = writeMatter(
    { id, title, lines, text, blocks: article.blocks, products: article.products ?? '' },
    report,
  )
  const nodes = [...eachSection(all)].flatMap((section) =>
    writeNode(section, flows.get(section) ?? { exits: [], ends: 'solved' }, id, report),
  )
  if (question) nodes.splice(overview ? 1 : 0, 0, writeQuestion(question, id))
  const markdown = `${[matter, ...summary.map(writeSummary), ...nodes].join('\n\n').replace(/\n\n\n+/g, '\n\n')}\n`
  if (markdown.length > LIMITS.characters) {
    const sizes = `the document has ${markdown.length} characters, and the compiler takes ${LIMITS.characters}`
    report('oversized-article', 1, `${sizes}; split the article by problem`)
  }
  return markdown
}

function writeSummary(block: Block): string {
  return 'text' in block ? writeBlockStart(block.text) : ''
}

function titleOf(
  article: Article,
  preface: readonly Block[],
  sections: readonly Section[],
  { report }: Reporter,
): string {
  const title = article.title?.replace(/`/g, '').trim()
  if (title) return title
  report('missing-title', 1, 'the article has no title; its first words are taken')
  const words = preface.find((block) => block.kind === 'text')
  const first = words && 'text' in words ? titleFrom(words.text).trim() : ''
  return first || sections[0]?.title || 'Article'
}

function uniqueTitle(wanted: string, taken: Set<string>): string {
  let title = wanted
  for (let count = 2; taken.has(slug(title)); count += 1) title = `${wanted.replace(/\?$/, '')} (${count})?`
  taken.add(slug(title))
  return title
}
