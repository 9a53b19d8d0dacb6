import { tooDeep } from '../compile/parse-markdown.ts'
import { LIMITS } from '../compile/source.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { isMarkdown } from './article-form.ts'
import { buildDocument } from './build-document.ts'
import { reportLost } from './lost.ts'
import { maskKeys } from './mask-keys.ts'
import { nestSubheadings } from './nest-headings.ts'
import { reportGaps } from './numbers.ts'
import { reportContradictions } from './paths.ts'
import { readLearn } from './read-learn.ts'
import { readPlain } from './read-plain.ts'
import { repair } from './repair.ts'
import { createReporter, type Report, type Reporter } from './report.ts'

/** An article as a document of our dialect, and what was lost on the way. */
export type Imported = { markdown: string; diagnostics: Diagnostic[] }

/** No support article is longer; what is, was not meant to be one. */
export const LARGEST_ARTICLE = 5 * 1024 * 1024

/**
 * Imports a raw support article: Microsoft Learn Markdown, or plain text that lost its structure. Pure.
 * `name` is the file's name; its part before the first `_` or `.` is the article's id, by which nodes cite their source.
 */
export function importArticle(text: string, name: string, id: string = articleId(name)): Imported {
  const reporter = createReporter(name)
  const { report, diagnostics } = reporter
  const normal = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u00A0', ' ')
    .replaceAll('\0', '')
  const markdown = isReadable(normal, report) ? repair(read(maskKeys(normal, report), id, reporter), report) : ''
  return { markdown, diagnostics: diagnostics() }
}

/** The id of an article by its file name. */
export function articleId(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  return (/^[^_.]+/.exec(file)?.[0] ?? 'article').replace(/[^\w-]+/g, '-')
}

function read(text: string, id: string, reporter: Reporter): string {
  const { report } = reporter
  const linked = isMarkdown(text)
  const article = linked ? readLearn(text, report) : readPlain(text, report)
  if (!linked) nestSubheadings(article.blocks)
  reportLost(article.blocks, reporter)
  reportContradictions(article.blocks, report)
  reportGaps(article.blocks, report)
  return buildDocument(article, { id, text, linked }, reporter)
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
