import { useState } from 'preact/hooks'

import { Button } from './button.tsx'
import type { CaseEntry, CaseView } from './wire.ts'
import { ago, DELIVERY, when } from './words.ts'

const KINDS: Record<CaseEntry['kind'], string> = {
  words: 'wrote',
  question: 'asks',
  answer: 'answers',
  resolution: 'closes the case',
}

/** What was said about a case since IT has it, with what became of it. */
export function Entries({ entries, contact }: { entries: CaseEntry[]; contact: string | undefined }) {
  if (entries.length === 0) return <p class="subtle">Nothing yet. The person sees your answer in their chat.</p>
  return (
    <ol class="entries" aria-label="What was said" aria-live="polite">
      {entries.map((entry) => (
        <li key={entry.id} class={entry.by}>
          <Byline entry={entry} />
          {entry.text && <p class="text">{entry.text}</p>}
          {entry.by === 'expert' && <Delivered entry={entry} contact={contact} />}
        </li>
      ))}
    </ol>
  )
}

function Byline({ entry: { by, author, kind, at } }: { entry: CaseEntry }) {
  return (
    <p class="byline">
      <strong>{by === 'person' ? 'The person' : (author ?? 'IT')}</strong> {KINDS[kind]}
      <time class="subtle" dateTime={new Date(at).toISOString()} title={when(at)}>
        {ago(at)}
      </time>
    </p>
  )
}

function Delivered({ entry: { delivery, text }, contact }: { entry: CaseEntry; contact: string | undefined }) {
  if (delivery === 'pending' || delivery === 'told') return <p class="subtle small">{DELIVERY[delivery]}</p>
  return (
    <fluent-message-bar intent={delivery === 'failed' ? 'error' : 'warning'} layout="multiline">
      {DELIVERY[delivery]}. {otherWay(delivery, contact)}
      <Copy text={text} />
    </fluent-message-bar>
  )
}

function otherWay(delivery: CaseEntry['delivery'], contact: string | undefined): string {
  if (contact !== undefined) return `Tell the person yourself: ${contact}.`
  if (delivery === 'failed') return 'They were not signed in: there is no other way to reach them.'
  return 'They were not signed in: they see it if they come back to their chat.'
}

/** Copies a text, and says that it did. */
function Copy({ text }: { text: string }) {
  const [done, setDone] = useState(false)
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setDone(true),
      // Plain http has no clipboard; the words stand above, to be marked.
      () => setDone(false),
    )
  return (
    <span slot="actions">
      <Button size="small" onClick={copy}>
        {done ? 'Copied' : 'Copy the text'}
      </Button>
      <span role="status" class="hidden">
        {done && 'Copied'}
      </span>
    </span>
  )
}

/** What person and bot said to each other, as text. */
export function Transcript({ lines, withheld }: { lines: CaseView['transcript']; withheld: boolean }) {
  if (withheld) return <p class="subtle">The person did not want the conversation to be sent.</p>
  if (lines.length === 0) return <p class="subtle">The conversation is gone: it is kept for 30 days.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
    <ol class="transcript" aria-label="Conversation" tabIndex={0}>
      {lines.map(({ by, at, text }, index) => (
        <li key={`${at} ${index}`} class={by}>
          <span class="byline subtle">
            {by === 'person' ? 'Person' : 'Bot'} <time title={when(at)}>{ago(at)}</time>
          </span>
          <p class="text">{by === 'bot' ? plainly(text) : text}</p>
        </li>
      ))}
    </ol>
  )
}

// The bot marks commands, titles and, as lines of their own, sources; everything else of its Markdown reads well as it is.
function plainly(text: string) {
  return text.split(/(`[^`\n]+`|\*\*[^*\n]+\*\*|^_[^\n]+_$)/m).map((part, index) => {
    if (index % 2 === 0) return part
    const inside = part.replace(/^(`|\*\*|_)|(`|\*\*|_)$/g, '')
    if (part.startsWith('_')) return <em key={part}>{inside}</em>
    return part.startsWith('`') ? <code key={part}>{inside}</code> : <strong key={part}>{inside}</strong>
  })
}
