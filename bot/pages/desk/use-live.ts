import { useCallback, useEffect, useState } from 'preact/hooks'

import { createSource, type Reply } from './api.ts'

/** What a page knows by now. `stale`: the desk cannot be reached, and this is from before. */
export type Live<T> = { data?: T; problem?: 'refused' | 'gone'; stale: boolean }

/** Called when somebody is no longer signed in. */
export type OnSignedOut = () => void

const EVERY = 3000

/** Keeps what lies under a path up to date as long as the page is looked at; gives a way to set it at once. */
export function useLive<T>(path: string, onSignedOut: OnSignedOut, every = EVERY): [Live<T>, (data: T) => void] {
  const [live, setLive] = useState<Live<T> & { path?: string }>({ stale: false })
  useEffect(() => {
    const source = createSource<T>(path)
    let timer = 0
    let over = false
    const look = async () => {
      const reply = document.hidden ? ({ kind: 'same' } as const) : await source.read()
      if (over) return
      if (reply.kind === 'signedOut') return onSignedOut()
      setLive((before) => next(before.path === path ? before : { stale: false }, reply, path))
      if (every > 0) timer = window.setTimeout(look, every)
    }
    void look()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [path, onSignedOut, every])
  const set = useCallback((data: T) => setLive({ data, stale: false, path }), [path])
  return [live.path === path ? live : { stale: false }, set]
}

function next<T>(before: Live<T>, reply: Reply<T>, path: string): Live<T> & { path: string } {
  if (reply.kind === 'ok') return { data: reply.body, stale: false, path }
  if (reply.kind === 'same') return before.stale ? { ...before, stale: false, path } : { ...before, path }
  if (reply.kind === 'unreachable') return { ...before, stale: true, path }
  const status = reply.kind === 'refused' ? reply.status : 0
  return { ...before, problem: status === 404 ? 'gone' : 'refused', path }
}
