import type { TitleOf } from './describe-case.ts'
import type { News } from './news.ts'
import { renderReport, renderTranscript } from './render-report.ts'

/** A mail, apart from who it goes to; nothing in its headers comes from people. */
export type Mail = {
  messageId: string
  inReplyTo?: string
  subject: string
  date: Date
  text: string
  attachments: { filename: string; contentType: string; content: string | Buffer }[]
}

/** What a mail is made with: the domain of its sender, and the subject, in which `{number}` stands for the number. */
export type MailOptions = { domain: string; subject: string; titleOf: TitleOf }

// Base64 makes it a third more, and many servers refuse what is larger than 10 MB.
const LARGEST = 6 * 1024 * 1024

/** Writes a mail about a case. */
export function renderMail(news: News, { domain, subject, titleOf }: MailOptions): Mail {
  const { number, openedAt, changedAt } = news.case
  const isOpening = news.kind === 'opened'
  const line = subject.replaceAll('{number}', number)
  const { attachments, left } = isOpening ? attach(news) : { attachments: [], left: [] }
  const text = renderReport(news, titleOf)
  return {
    messageId: `<${news.key}@${domain}>`,
    ...(!isOpening && { inReplyTo: `<${news.caseKey}@${domain}>` }),
    subject: isOpening ? line : `Re: ${line}`,
    // When it happened: a copy says the same, and a mail that waited for its server does not look new.
    date: new Date(isOpening ? openedAt : (news.entry?.at ?? changedAt)),
    text: left.length > 0 ? `${text}\nToo large to attach: ${left.join(', ')}\n` : text,
    attachments,
  }
}

function attach({ case: { number }, transcript, files }: News): { attachments: Mail['attachments']; left: string[] } {
  const attachments: Mail['attachments'] = []
  if (transcript.length > 0)
    attachments.push(
      { filename: 'transcript.txt', contentType: 'text/plain', content: `${renderTranscript(transcript)}\n` },
      {
        filename: `${number}.transcript`,
        contentType: 'application/json',
        content: `${JSON.stringify(transcript, null, 2)}\n`,
      },
    )
  let size = attachments.reduce((sum, { content }) => sum + content.length, 0)
  const left: string[] = []
  for (const { hash, name, mediaType, content } of files) {
    const filename = `${hash.slice(0, 8)}-${safeName(name)}`
    size += content.length
    if (size > LARGEST) left.push(filename)
    else attachments.push({ filename, contentType: MEDIA.has(mediaType) ? mediaType : 'text/plain', content })
  }
  return { attachments, left }
}

const MEDIA = new Set(['image/png', 'image/jpeg'])

/** A name for a file that means nothing to a shell, a header or a path. */
export function safeName(name: string): string {
  return name.replace(/[^\w.-]+/g, '_').slice(-80)
}
