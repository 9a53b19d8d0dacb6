import { useCallback, useEffect, useState } from 'preact/hooks'

import { createSource, type Reply } from './api.ts'

/** What a page knows by now. `stale`: the desk cannot be reached, and this is from before. */
export type Live<T> = { data?: T; problem?: 'refused' | 'gone'; stale: boolean }

/** Called when somebody is no longer signed in. */
export type OnSignedOut = () => void

const EVERY = 3000

/**
 * Keeps what lies under a path up to date as long as the page is looked at; gives a way to set it at once. What was
 * there before stays until the new is there, so that nothing blinks.
 */
export function useLive<T>(path: string, onSignedOut: OnSignedOut, every = EVERY): [Live<T>, (data: T) => void] {
  const [live, setLive] = useState<Live<T>>({ stale: false })
  useEffect(() => {
    const source = createSource<T>(path)
    let timer = 0
    let over = false
    const look = async () => {
      const reply = document.hidden ? ({ kind: 'same' } as const) : await source.read()
      if (over) return
      if (reply.kind === 'signedOut') return onSignedOut()
      setLive((before) => next(before, reply))
      timer = window.setTimeout(look, every)
    }
    void look()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [path, onSignedOut, every])
  const set = useCallback((data: T) => setLive({ data, stale: false }), [])
  return [live, set]
}

function next<T>(before: Live<T>, reply: Reply<T>): Live<T> {
  if (reply.kind === 'ok') return { data: reply.body, stale: false }
  if (reply.kind === 'same') return before.stale ? { ...before, stale: false } : before
  if (reply.kind === 'refused') return { ...before, problem: reply.status === 404 ? 'gone' : 'refused' }
  return { ...before, stale: true }
}
