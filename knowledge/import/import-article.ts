import { slug } from 'github-slugger'
import { tooDeep } from '../compile/parse-markdown.ts'
import { LIMITS } from '../compile/source.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { isMarkdown } from './article-form.ts'
import type { Article, Block } from './block.ts'
import { codesIn } from './codes.ts'
import { type Exit, type Flow, planFlow, type Question } from './flow.ts'
import { reportLost } from './lost.ts'
import { maskKeys } from './mask-keys.ts'
import { nameSections } from './name-sections.ts'
import { nestSubheadings } from './nest-headings.ts'
import { eachSection, outline, type Section, titleFrom } from './outline.ts'
import { reportContradictions } from './paths.ts'
import { readLearn } from './read-learn.ts'
import { readPlain } from './read-plain.ts'
import { readReferences } from './references.ts'
import { lacksRemedy, lostLines, reportRemedies } from './remedies.ts'
import { repair } from './repair.ts'
import { createReport, type Report } from './report.ts'
import { writeMatter, writeNode, writeQuestion } from './write-article.ts'
import { writeBlockStart } from './write-inline.ts'

/** An article as a document of our dialect, and what was lost on the way. */
export type Imported = { markdown: string; diagnostics: Diagnostic[] }

/** No support article is longer; what is, was not meant to be one. */
export const LARGEST_ARTICLE = 5 * 1024 * 1024

/**
 * Imports a raw support article: Microsoft Learn Markdown, or plain text that lost its structure. Pure.
 * `name` is the file's name; its part before the first `_` or `.` is the article's id, by which nodes cite their source.
 */
export function importArticle(text: string, name: string, id: string = articleId(name)): Imported {
  const { report, diagnostics } = createReport(name)
  const normal = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u00A0', ' ')
    .replaceAll('\0', '')
  const markdown = isReadable(normal, report)
    ? repair(write(maskKeys(normal, report), name, id, report, diagnostics), report)
    : ''
  return { markdown, diagnostics: diagnostics() }
}

/** The id of an article by its file name. */
export function articleId(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  return (/^[^_.]+/.exec(file)?.[0] ?? 'article').replace(/[^\w-]+/g, '-')
}

function isReadable(text: string, report: Report): boolean {
  if (text.length > LARGEST_ARTICLE) {
    report(
      'oversized-article',
      1,
      `the file has ${text.length} characters; an article of at most ${LARGEST_ARTICLE} is read, so split it by problem`,
    )
    return false
  }
  if (text.trim() === '') {
    report('empty-article', 1, 'the file holds no text')
    return false
  }
  const deep = isMarkdown(text) ? tooDeep(text, LIMITS) : undefined
  if (deep) report('nested-too-deeply', deep.line, `the article has ${deep.text}; write it flatter, or split it`)
  return deep === undefined
}

function write(text: string, name: string, id: string, report: Report, diagnostics: () => Diagnostic[]): string {
  const learn = isMarkdown(text)
  const article = learn ? readLearn(text, report) : readPlain(text, report)
  if (!learn) nestSubheadings(article.blocks)
  reportLost(article.blocks, report)
  reportContradictions(article.blocks, report)
  const { preface, sections } = outline(article.blocks)
  const title = titleOf(article, preface, sections, name, report)
  const { summary, overview } = splitPreface(preface, sections, title)
  const all = overview ? [overview, ...sections] : sections
  const taken = new Set<string>()
  nameSections(all, '')
  for (const section of eachSection(all)) taken.add(section.slug)
  const ways = readReferences(all, !learn, report)
  const lost = lostLines(diagnostics())
  reportRemedies(all, ways, lost, report)
  const takeTitle = (wanted: string) => uniqueTitle(wanted, taken)
  const flows = planFlow(sections, ways, (section) => lacksRemedy(section, ways, lost), takeTitle)
  const start = entry(overview, sections, ways, flows, takeTitle)
  const lines = text.replace(/\n+$/, '').split('\n').length
  const matter = writeMatter(
    { id, title, lines, blocks: article.blocks, text, products: article.products ?? '' },
    report,
  )
  const nodes = [...eachSection(all)].flatMap((section) =>
    writeNode(section, flows.get(section) ?? { exits: [], ends: 'solved' }, id, report),
  )
  const first = start
    ? overview
      ? [nodes[0] ?? '', writeQuestion(start, id), ...nodes.slice(1)]
      : [writeQuestion(start, id), ...nodes]
    : nodes
  const markdown = `${[matter, ...summary, ...first].join('\n\n').replace(/\n\n\n+/g, '\n\n')}\n`
  if (markdown.length > LIMITS.characters)
    report(
      'oversized-article',
      1,
      `the document has ${markdown.length} characters, and the compiler takes ${LIMITS.characters}; split it by problem`,
    )
  return markdown
}

function titleOf(
  article: Article,
  preface: readonly Block[],
  sections: readonly Section[],
  name: string,
  report: Report,
): string {
  if (article.title) return article.title.replace(/`/g, '').trim()
  report('missing-title', 1, 'the article has no title; its first words are taken')
  const words = preface.find((block) => block.kind === 'text')
  return words && 'text' in words ? titleFrom(words.text) : (sections[0]?.title ?? articleId(name))
}

/** The words before the first heading are the summary; what else stands there is a node of its own, from which all others are reached. */
function splitPreface(
  preface: readonly Block[],
  sections: readonly Section[],
  title: string,
): { summary: string[]; overview?: Section } {
  const cut = preface.findIndex((block) => block.kind !== 'text')
  const words = preface.slice(0, cut < 0 ? preface.length : cut)
  const rest = cut < 0 ? words.slice(2) : [...words.slice(2), ...preface.slice(cut)]
  const summary = words.slice(0, 2).map((block) => ('text' in block ? writeBlockStart(block.text) : ''))
  if (rest.length === 0 && sections.length === 1) return { summary }
  const line = preface[0]?.line ?? sections[0]?.line ?? 1
  const to = preface.at(-1)?.to ?? line
  const base = { title, level: 1, line, to, anchors: [], tab: false, split: false, children: [], slug: '' }
  return { summary, overview: { ...base, blocks: rest.length > 0 ? rest : words.slice(0, 1) } }
}

/** Links the start of the article to its sections; where their titles name codes, the code decides. */
function entry(
  overview: Section | undefined,
  sections: readonly Section[],
  ways: ReturnType<typeof readReferences>,
  flows: Map<Section, Flow>,
  takeTitle: (wanted: string) => string,
): Question | undefined {
  if (!overview) return undefined
  const exits = sections.map(({ title, slug: target }): Exit => ({ label: title, slug: target }))
  const claimed = new Set<string>()
  const valued = sections.map((section, index) => {
    const codes = codesIn(section.title).filter((code) => !claimed.has(code))
    for (const code of codes) claimed.add(code)
    return { ...(exits[index] ?? { label: '', slug: '' }), ...(codes.length > 0 && { value: codes.join('|') }) }
  })
  const referred = (ways.get(overview) ?? []).map(({ label, target }): Exit => ({ label, slug: target.slug }))
  if (claimed.size < 2) {
    const own = [...exits, ...referred].filter(
      (exit, index, all) => all.findIndex((one) => one.slug === exit.slug) === index,
    )
    flows.set(overview, own.length > 0 ? { exits: own } : { exits: [], ends: 'solved' })
    return undefined
  }
  const title = takeTitle('Which error code is shown?')
  flows.set(overview, { exits: [{ label: title, slug: slug(title) }] })
  return { title, slug: slug(title), fact: 'errorCode', exits: valued, lines: [[overview.line, overview.to]] }
}

function uniqueTitle(wanted: string, taken: Set<string>): string {
  let title = wanted
  for (let count = 2; taken.has(slug(title)); count += 1) title = `${wanted.replace(/\?$/, '')} (${count})?`
  taken.add(slug(title))
  return title
}
