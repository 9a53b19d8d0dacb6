import { headline, oneLine, type TitleOf } from '../describe-case.ts'
import type { News } from '../news.ts'
import { renderChange, renderReport, renderTranscript } from '../render-report.ts'

/** What templates can fill in. */
export type NewsValues = {
  /** Finds the case again: it stands in the ticket, and nowhere else. */
  key: string
  /** Finds these news again. */
  delivery: string
  number: string
  title: string
  /** Three lines. */
  summary: string
  /** The whole case. */
  report: string
  /** What is new, alone. */
  change: string
  transcript: string
  transcriptBase64: string
  status: string
  topic: string
  codes: string[]
  person: string
  contact: string
  openedAt: string
}

/** Names of `NewsValues`, for templates to be checked against. */
export const VALUE_NAMES = [
  'key',
  'delivery',
  'number',
  'title',
  'summary',
  'report',
  'change',
  'transcript',
  'transcriptBase64',
  'status',
  'topic',
  'codes',
  'person',
  'contact',
  'openedAt',
] as const satisfies readonly (keyof NewsValues)[]

const LONGEST_TRANSCRIPT = 200_000

/** Says news in the words that templates use. */
export function toValues(news: News, titleOf: TitleOf): NewsValues {
  const { number, status, openedAt, person, draft } = news.case
  const { what, urgency, who } = headline(news, titleOf)
  const transcript = renderTranscript(news.transcript).slice(-LONGEST_TRANSCRIPT).toWellFormed()
  return {
    key: news.caseKey,
    delivery: news.key,
    number,
    title: `${number}: ${what}`,
    summary: [what, urgency, who].join('\n'),
    report: renderReport(news, titleOf),
    change: renderChange(news),
    transcript,
    transcriptBase64: Buffer.from(transcript).toString('base64'),
    status,
    topic: draft.topic ?? '',
    codes: draft.codes,
    person: oneLine(draft.who ?? person, 120),
    contact: oneLine(draft.contact ?? '', 200),
    openedAt: new Date(openedAt).toISOString(),
  }
}
