import { useEffect } from 'preact/hooks'

import { useLive } from './use-live.ts'
import type { AnswerOpinions } from './wire.ts'
import { ago, count, when } from './words.ts'

const EVERY = 30_000

/** What people thought of answers, the least helpful first. */
export function FeedbackPage({ onSignedOut }: { onSignedOut: () => void }) {
  const [{ data, stale }] = useLive<{ answers: AnswerOpinions[] }>('feedback', onSignedOut, EVERY)
  useEffect(() => {
    document.title = 'Feedback · IT desk'
  }, [])
  return (
    <div class="page">
      <div class="head">
        <h1>Feedback</h1>
      </div>
      <p class="subtle">What people said of the answer they ended at, in the last 30 days.</p>
      <p role="status" class="subtle">
        {stale && 'The desk cannot be reached; this is from before.'}
      </p>
      {data?.answers.length === 0 && <p class="empty">Nobody has said anything yet.</p>}
      <ul class="cards">
        {data?.answers.map((answer) => (
          <Answer key={answer.node} answer={answer} />
        ))}
      </ul>
    </div>
  )
}

function Answer({ answer: { title, topic, node, helpful, unhelpful, reasons } }: { answer: AnswerOpinions }) {
  return (
    <li class="card">
      <h2>{title}</h2>
      <p class="subtle">{topic || node}</p>
      <p>
        <strong>{unhelpful}</strong> not helpful · <strong>{helpful}</strong> helpful
      </p>
      {reasons.length > 0 && (
        <details open={reasons.length <= 3}>
          <summary>{count(reasons.length, 'reason')}</summary>
          <ul>
            {reasons.map(({ words, at, older }) => (
              <li key={`${at} ${words}`}>
                <span class="text">{words}</span>{' '}
                <span class="subtle">
                  <time title={when(at)}>{ago(at)}</time>
                  {older && ', of an earlier version'}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
