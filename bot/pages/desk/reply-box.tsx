import { useState } from 'preact/hooks'

import { Button } from './button.tsx'
import type { MoveOrder } from './wire.ts'

type ReplyProps = {
  number: string
  box: { current: HTMLElement | null }
  onMove: (move: MoveOrder) => Promise<boolean>
}

// Outlives a sign-out and a look at another case.
const drafts = new Map<string, string>()

/** Where an expert writes: an answer, a question back, or the last word. */
export function ReplyBox({ number, box, onMove }: ReplyProps) {
  const [text, setText] = useState(drafts.get(number) ?? '')
  const [busy, setBusy] = useState(false)
  const change = (words: string) => {
    drafts.set(number, words)
    setText(words)
  }
  const words = text.trim()
  const send = async (kind: string) => {
    setBusy(true)
    const isSent = await onMove(words ? { kind, words } : { kind })
    setBusy(false)
    if (isSent) change('')
  }
  return (
    <div class="reply">
      <fluent-textarea
        ref={box}
        resize="vertical"
        maxlength={10_000}
        value={text}
        placeholder="The person sees this in their chat, with your name"
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && words) void send('answer')
        }}
      >
        <span slot="label">Your words</span>
      </fluent-textarea>
      <div class="row-of-buttons">
        <Button appearance="primary" disabled={busy || !words} onClick={() => void send('answer')}>
          Answer
        </Button>
        <Button disabled={busy || !words} onClick={() => void send('ask')}>
          Ask back
        </Button>
        <Button disabled={busy} onClick={() => void send('resolve')}>
          Resolve
        </Button>
        <span class="subtle small">Ctrl+Enter answers</span>
      </div>
    </div>
  )
}
