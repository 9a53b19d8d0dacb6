import { useEffect } from 'preact/hooks'

import { useLive } from './use-live.ts'
import type { Me, Question } from './wire.ts'
import { ago, count, when } from './words.ts'

const REASONS: Record<string, string> = {
  foreign: 'not about activation',
  undocumented: 'no document',
  unclear: 'not understood',
  crack: 'asks for a crack',
  smalltalk: 'small talk',
  notAnAnswer: 'no answer to what was asked',
}
const EVERY = 30_000

/** Questions nobody answered, together where they are about the same. */
export function QuestionsPage({ me, onSignedOut }: { me: Me; onSignedOut: () => void }) {
  const [{ data, stale }] = useLive<{ groups: Question[] }>('questions', onSignedOut, EVERY)
  useEffect(() => {
    document.title = 'Unanswered · IT desk'
  }, [])
  return (
    <div class="page">
      <div class="head">
        <h1>Unanswered questions</h1>
      </div>
      <p class="subtle">
        What people wrote in the last 30 days and the bot did not understand or has no document for. Questions that
        share their words stand together. A draft is a Markdown file with the questions as phrases: what to do is yours
        to write, then <code>npm run -s reload</code> takes it in from <code>KNOWLEDGE_DIR</code>.
      </p>
      <p role="status" class="subtle">
        {stale && 'The desk cannot be reached; this is from before.'}
      </p>
      {data?.groups.length === 0 && <p class="empty">Every question had an answer.</p>}
      <ul class="cards">
        {data?.groups.map((group) => (
          <Group key={group.id} group={group} mayWrite={me.role === 'expert'} />
        ))}
      </ul>
    </div>
  )
}

function Group({
  group: { id, texts, count: asked, reasons, last },
  mayWrite,
}: {
  group: Question
  mayWrite: boolean
}) {
  const [first, ...others] = texts
  return (
    <li class="card">
      <p class="text">{first?.text}</p>
      <p class="subtle">
        Asked {count(asked, 'time')} · <time title={when(last)}>{ago(last)}</time> ·{' '}
        {reasons.map((reason) => REASONS[reason] ?? reason).join(', ')}
      </p>
      {others.length > 0 && (
        <details>
          <summary>{count(others.length, 'other wording')}</summary>
          <ul>
            {others.map(({ text, count: times }) => (
              <li key={text}>
                <span class="text">{text}</span> {times > 1 && <span class="subtle">({times} times)</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayWrite && (
        <a class="button" href={`/desk/api/questions/${id}/document`} download>
          Write a document for this
        </a>
      )}
    </li>
  )
}
